using System.Runtime.InteropServices;

namespace FlagDashboard;

/// <summary>
/// Returns unused memory to the operating system: memory of the garbage collector, and memory of the C library, which the runtime, the JIT
/// compiler and SQLite use.
/// </summary>
internal static class MemoryTrimmer
{
    /// <summary>
    /// Gives unused memory back to the operating system. Pauses all threads for some tens of ms, so do not call it while a race runs.
    /// </summary>
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
            // Only glibc has malloc_trim. With another C library, such as musl, the process keeps its freed memory.
        }
    }

    // glibc keeps freed memory for later allocations, especially after large blocks were freed. malloc_trim returns the memory to the
    // operating system.
    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint keep);
}
