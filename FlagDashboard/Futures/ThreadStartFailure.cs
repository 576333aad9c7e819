namespace FlagDashboard.Futures;

/// <summary>Explains that a thread could not be started.</summary>
internal static class ThreadStartFailure
{
    /// <summary>Whether an exception of <see cref="Thread.Start()"/> means that the system has no room for another thread.</summary>
    public static bool IsThreadStartFailure(Exception error) => error is OutOfMemoryException or ThreadStartException;

    /// <summary>The reason why no thread can be started, in words for people: it names the limit of the system that is reached.</summary>
    public static string Reason => "no new thread can be started: " + (CanOpenFiles()
        ? "the limit of threads (ulimit -u) or of memory is reached"
        : "the limit of open files (ulimit -n) is reached");

    // A starting thread opens files for a moment, so no thread can start when the limit of open files is reached. The exception of .NET
    // then reports a lack of memory, so this method finds the true reason by opening a file.
    private static bool CanOpenFiles()
    {
        if (!OperatingSystem.IsLinux())
            return true;
        try
        {
            using var file = File.OpenHandle("/dev/null");
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
