namespace FlagDashboard.Timeline;

/// <summary>
/// The templates of the reasons for which downloads and runs fail. <c>DownloadFailure</c>, <c>FlagClient</c>, <c>SaveException</c> and the
/// executors write these reasons to the log. A reason without a template, such as the status line of a site, is shown as it is in the log.
/// </summary>
internal static class FailureReasons
{
    /// <summary>
    /// The templates. If a text matches two templates with placeholders, the more specific template comes first; see
    /// <see cref="LogTextLocalizer.Templates"/>.
    /// </summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        // Reasons why a download could not connect to the site:
        "host not found",
        "host not found: no name server answered",
        "host unreachable",
        "network unreachable",
        "connection refused",
        "connection reset",
        "the host did not answer the attempt to connect",
        "not permitted to connect",
        "no local address or port is free",
        "too many open files in this process: raise the limit (ulimit -n) or use fewer workers",
        "too little memory for a connection",
        "no secure connection: the certificate or the protocol is not accepted",
        "no connection",
        "no connection: {0}",

        // Reasons why the answer of the site to a download was not accepted:
        "no answer within {0} s",
        "connection reset in the middle of the answer",
        "the answer ended before it was whole",
        "not an HTTP answer",
        "a chunk of the answer is malformed",
        "larger than 1 MB",
        "redirected elsewhere: not followed",
        "cannot be unpacked: the answer is cut short or damaged",
        "not an image",
        "the image is cut short or damaged",

        // Reasons why a downloaded file could not be saved:
        "cannot be saved: {0}",
        "the disk is full",
        "no permission to write the folder",
        "the folder cannot be written",
        "too many open files in this process",

        // Reasons why threads or worker processes failed:
        "given up",
        "no new thread can be started: {0}",
        "InvalidOperationException: no new thread can be started: {0}",
        "the limit of threads (ulimit -u) or of memory is reached",
        "the limit of open files (ulimit -n) is reached",
        "a worker process could not be started: {0}",
        "the worker processes were killed: KillWorkers was called",
        "{0}; it last wrote to standard error: {1}",
        "worker process {0} was not ready within {1} s",
        "worker process {0} has not answered for {1} s: it hangs, or was stopped",
        "worker process {0} closed its standard output, which the executor needs",
        "worker process {0} wrote “{1}” to its standard output, which the executor needs",
        "worker process {0} was killed (signal {1})",
        "worker process {0} exited with code {1}",
        "Python could not be started: {0}",
        "Python was not ready within {0} s",
        "Python exited with code {0}",
        "Python was killed (signal {0})",
        "Python wrote “{0}”, which is no observation",
        "Python has not told the outcome of every future",
    ];
}
