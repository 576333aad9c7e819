using System.Globalization;
using System.Reflection;

namespace FlagDashboard.Cli;

/// <summary>Configures the .NET thread pool, whose threads run the built-in site and the continuations of downloads.</summary>
internal static class ThreadPoolSizing
{
    // The thread pool starts up to this many threads without delay. With fewer threads, downloads would wait while the pool adds threads
    // slowly.
    private const int MaxSpareThreads = 32;
    private const int MinSpareThreads = 4;

    // The numbers of threads and open files that the .NET runtime needs for itself, for example for garbage collection and sockets.
    private const int RuntimeThreadCount = 16;
    private const int RuntimeFileCount = 128;

    /// <summary>Prepares the thread pool for a race.</summary>
    /// <param name="workers">
    /// The number of concurrent downloads. Each may need a thread and two sockets, because this process is both client and server.
    /// </param>
    public static void EnsureThreads(int workers)
    {
        var room = RoomForThreads();
        var count = Math.Clamp(room / 2, MinSpareThreads, MaxSpareThreads);
        ThreadPool.SetMinThreads(count, count);
        if (room >= MaxSpareThreads + workers + RuntimeThreadCount && RoomForFiles() >= (2 * workers) + RuntimeFileCount)
            return;

        // This process is close to the system's limit of threads or open files. If the pool failed to start a thread later, .NET would end
        // the process. The pool therefore starts all its threads now and adds none later.
        ThreadPool.SetMaxThreads(count, count);
        LoadAssemblies();
        // Queue one work item per thread. Each item blocks its thread until no item is missing, so the pool must start a thread for each.
        // “all” needs no disposal, so an item may still use it after this method has returned.
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

    // Loads the assemblies of the program now, because .NET would end the process if it could not open the file of an assembly later. Stops
    // early if only few more files can be opened, because the downloads need those.
    private static void LoadAssemblies()
    {
        try
        {
            foreach (var name in typeof(ThreadPoolSizing).Assembly.GetReferencedAssemblies())
            {
                if (RoomForFiles() < RuntimeFileCount / 2)
                    return;
                Assembly.Load(name);
            }
        }
        catch (IOException)
        {
            // The limit of open files is reached. The downloads will fail with this limit as their reason, so nothing is reported here.
        }
    }

    // Returns how many more threads this process may start on Linux. On other systems the limit is unknown.
    private static int RoomForThreads()
    {
        if (!OperatingSystem.IsLinux())
            return int.MaxValue;
        var ofUser = Environment.IsPrivilegedProcess ? int.MaxValue : Limit("/proc/self/limits", "Max processes");
        var ofContainer = Limit("/sys/fs/cgroup/pids.max", "");
        return Math.Min(ofUser, ofContainer) - Directory.GetDirectories("/proc/self/task").Length;
    }

    // Returns how many more files this process may open on Linux; other systems are treated as unlimited. The number also matters for
    // starting threads, because a new thread opens files for a moment.
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

    /// <summary>Parses a limit from the lines of a Linux system file; <see cref="int.MaxValue"/> if the file has no such limit.</summary>
    /// <param name="lines">The lines of the file, such as those of /proc/self/limits.</param>
    /// <param name="name">The text before the number: the name of the limit, or nothing.</param>
    internal static int ParseLimit(IEnumerable<string> lines, string name)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? name;
        var words = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(words.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }
}
