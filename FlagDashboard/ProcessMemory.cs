using System.Runtime.InteropServices;

namespace FlagDashboard;

/// <summary>
/// Returns unused memory to the operating system: that of the garbage collector, and that of the C library, from which the runtime,
/// the JIT compiler and SQLite allocate.
/// </summary>
internal static class ProcessMemory
{
    /// <summary>Returns unused memory. Pauses all threads for some tens of ms, so do not call it while a race runs.</summary>
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
            // Other C libraries, such as musl, have no malloc_trim. The process then keeps its freed memory.
        }
    }

    // glibc keeps freed memory for later allocations, and keeps more of it after larger blocks were freed. malloc_trim returns this memory
    // to the operating system.
    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint keep);
}
