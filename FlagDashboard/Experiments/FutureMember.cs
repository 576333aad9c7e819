using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>The members of a future that a person can call, as in Python's <c>concurrent.futures.Future</c>.</summary>
public enum FutureMember
{
    /// <summary>Whether the future is finished or cancelled.</summary>
    Done,

    /// <summary>Whether a worker is running the call.</summary>
    Running,

    /// <summary>Whether the future was cancelled.</summary>
    Cancelled,

    /// <summary>Returns the result of the call. Blocks until the future is done.</summary>
    Result,

    /// <summary>Returns the exception of the call. Blocks until the future is done.</summary>
    Exception,

    /// <summary>Cancels the future, if it is pending.</summary>
    Cancel,

    /// <summary>Adds a callback, which is called when the future is done.</summary>
    AddDoneCallback,
}

/// <summary>Writes calls of a future's members as source text, and makes these calls.</summary>
public static class FutureMemberExtensions
{
    /// <summary>Every member with its name in Python.</summary>
    public static IReadOnlyList<(FutureMember Call, string Python)> PythonSignatures { get; } =
    [
        (FutureMember.Done, "done()"),
        (FutureMember.Running, "running()"),
        (FutureMember.Cancelled, "cancelled()"),
        (FutureMember.Result, "result(timeout=None)"),
        (FutureMember.Exception, "exception(timeout=None)"),
        (FutureMember.Cancel, "cancel()"),
        (FutureMember.AddDoneCallback, "add_done_callback(fn)"),
    ];

    /// <summary>Whether the call may block the calling thread.</summary>
    public static bool IsBlocking(this FutureMember member) => member is FutureMember.Result or FutureMember.Exception;

    /// <summary>Returns the call as C# source text, without the future and the dot.</summary>
    /// <param name="member">The call.</param>
    /// <param name="timeout">The timeout in seconds; null for none.</param>
    public static string ToCSharpCode(this FutureMember member, double? timeout = null) => member switch
    {
        FutureMember.Result or FutureMember.Exception when timeout is { } seconds =>
            FormattableString.Invariant($"{member}(timeout: {seconds} s)"),
        FutureMember.Result or FutureMember.Exception or FutureMember.Cancel => $"{member}()",
        FutureMember.AddDoneCallback => $"{member}(callback)",
        _ => $"{member}",
    };

    /// <summary>Calls the member, and returns its answer as text.</summary>
    /// <exception cref="Exception">The exception of the call, for <see cref="FutureMember.Result"/>.</exception>
    /// <exception cref="TimeoutException">The future was not done in time.</exception>
    internal static string Invoke(
        this FutureMember member, Future<double> future, TimeSpan? timeout, Action<Future<double>> callback) =>
        member switch
        {
            FutureMember.Done => $"{future.Done}",
            FutureMember.Running => $"{future.Running}",
            FutureMember.Cancelled => $"{future.Cancelled}",
            FutureMember.Result => FormattableString.Invariant($"{future.Result(timeout)}"),
            FutureMember.Exception => future.Exception(timeout) is { } raised ? ExceptionText.Format(raised) : "null",
            FutureMember.Cancel => $"{future.Cancel()}",
            _ => AddCallback(future, callback),
        };

    private static string AddCallback(Future<double> future, Action<Future<double>> callback)
    {
        future.AddDoneCallback(callback);
        return "added";
    }
}
