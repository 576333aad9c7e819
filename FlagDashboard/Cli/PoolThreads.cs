using System.Globalization;
using System.Reflection;

namespace FlagDashboard.Cli;

/// <summary>The threads of the thread pool, from which the built-in site answers and downloads continue.</summary>
internal static class PoolThreads
{
    // The pool starts up to this many threads without delay. With fewer threads, downloads could wait until the pool has grown.
    private const int MaxSpareThreads = 32;
    private const int MinSpareThreads = 4;

    // The threads and files that the runtime needs for itself, for example for garbage collection, timers and sockets.
    private const int RuntimeThreadCount = 16;
    private const int RuntimeFileCount = 128;

    /// <summary>Prepares the pool for a race.</summary>
    /// <param name="workers">The number of downloads at once. Each of them may have a thread, and a socket at both ends.</param>
    public static void EnsureThreads(int workers)
    {
        var room = RoomForThreads();
        var count = Math.Clamp(room / 2, MinSpareThreads, MaxSpareThreads);
        ThreadPool.SetMinThreads(count, count);
        if (room >= MaxSpareThreads + workers + RuntimeThreadCount && RoomForFiles() >= (2 * workers) + RuntimeFileCount)
            return;

        // If the pool later wanted a thread that the system refuses, .NET would end the process. The pool therefore starts all its threads
        // now and never wants more.
        ThreadPool.SetMaxThreads(count, count);
        LoadAssemblies();
        // A task needs no disposal. An event that this method disposed could be waited for by a thread that is not there yet.
        var (missing, all) = (count, new TaskCompletionSource());
        for (var i = 0; i < count; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    if (Interlocked.Decrement(ref missing) == 0)
                        all.SetResult();
                    all.Task.Wait();
                },
                null);
        }

        all.Task.Wait();
    }

    // .NET ends the process if it cannot open the file of an assembly. All assemblies are therefore loaded now, as long as enough open
    // files are left for the downloads.
    private static void LoadAssemblies()
    {
        try
        {
            foreach (var name in typeof(PoolThreads).Assembly.GetReferencedAssemblies())
            {
                if (RoomForFiles() < RuntimeFileCount / 2)
                    return;
                Assembly.Load(name);
            }
        }
        catch (IOException)
        {
            // No more files can be opened. Nothing is reported here, because the downloads will fail and report the limit.
        }
    }

    // Returns how many more threads Linux lets this process start. On other systems the limit is unknown.
    private static int RoomForThreads()
    {
        if (!OperatingSystem.IsLinux())
            return int.MaxValue;
        var ofUser = Environment.IsPrivilegedProcess ? int.MaxValue : Limit("/proc/self/limits", "Max processes");
        var ofContainer = Limit("/sys/fs/cgroup/pids.max", "");
        return Math.Min(ofUser, ofContainer) - Directory.GetDirectories("/proc/self/task").Length;
    }

    // Returns how many more files Linux lets this process open. Starting a thread also opens files for a moment.
    private static int RoomForFiles() => OperatingSystem.IsLinux()
        ? Limit("/proc/self/limits", "Max open files") - Directory.GetFiles("/proc/self/fd").Length
        : int.MaxValue;

    private static int Limit(string file, string name)
    {
        try
        {
            return ParseLimit(File.ReadLines(file), name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }

    /// <summary>Reads a limit; <see cref="int.MaxValue"/> if there is none.</summary>
    /// <param name="lines">The lines of a file of Linux.</param>
    /// <param name="name">The beginning of the line of the limit. The number follows it.</param>
    internal static int ParseLimit(IEnumerable<string> lines, string name)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? name;
        var words = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(words.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }
}
