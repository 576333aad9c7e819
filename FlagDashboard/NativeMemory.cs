using System.Runtime.InteropServices;

namespace FlagDashboard;

/// <summary>
/// What is held for later by those who hand out memory: the garbage collector, and the C library below the runtime, the compiler and
/// SQLite.
/// </summary>
internal static class NativeMemory
{
    /// <summary>Gives it back to the system. Everything stands still for some hundredths of a second: not while somebody races.</summary>
    public static void Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(keep: 0);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, which has no such function.
        }
    }

    // Threads that come and go leave it up to 128 KB each, and ever more as larger pieces come and go.
    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint keep);
}
