using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>What a person can ask of a future, or do with it.</summary>
public enum FutureCall
{
    /// <summary>Is it finished or cancelled?</summary>
    Done,

    /// <summary>Does a worker make the call now?</summary>
    Running,

    /// <summary>Was it cancelled?</summary>
    Cancelled,

    /// <summary>What did the call return? Waits for it.</summary>
    Result,

    /// <summary>What did the call raise? Waits for it.</summary>
    Exception,

    /// <summary>Cancel it, if it is pending.</summary>
    Cancel,

    /// <summary>Have something called when it is done.</summary>
    AddDoneCallback,
}

/// <summary>The questions as code.</summary>
public static class FutureCalls
{
    /// <summary>Each of them with its name in Python.</summary>
    public static IReadOnlyList<(FutureCall Question, string Python)> All { get; } =
    [
        (FutureCall.Done, "done()"),
        (FutureCall.Running, "running()"),
        (FutureCall.Cancelled, "cancelled()"),
        (FutureCall.Result, "result(timeout=None)"),
        (FutureCall.Exception, "exception(timeout=None)"),
        (FutureCall.Cancel, "cancel()"),
        (FutureCall.AddDoneCallback, "add_done_callback(fn)"),
    ];

    /// <summary>Whether the one who asks may have to wait.</summary>
    public static bool Blocks(this FutureCall question) => question is FutureCall.Result or FutureCall.Exception;

    /// <summary>As it is written behind the future and a dot; no timeout is no limit.</summary>
    /// <param name="question">The question.</param>
    /// <param name="timeout">In seconds.</param>
    public static string Code(this FutureCall question, double? timeout = null) => question switch
    {
        FutureCall.Result or FutureCall.Exception when timeout is { } seconds => FormattableString.Invariant($"{question}(timeout: {seconds} s)"),
        FutureCall.Result or FutureCall.Exception or FutureCall.Cancel => $"{question}()",
        FutureCall.AddDoneCallback => $"{question}(callback)",
        _ => $"{question}",
    };

    /// <summary>Asks it, and waits for the answer.</summary>
    internal static string Ask(this FutureCall question, Future<double> future, TimeSpan? timeout, Action<Future<double>> callback) => question switch
    {
        FutureCall.Done => $"{future.Done}",
        FutureCall.Running => $"{future.Running}",
        FutureCall.Cancelled => $"{future.Cancelled}",
        FutureCall.Result => FormattableString.Invariant($"{future.Result(timeout)}"),
        FutureCall.Exception => future.Exception(timeout) is { } raised ? ExceptionText.Of(raised) : "null",
        FutureCall.Cancel => $"{future.Cancel()}",
        _ => Add(future, callback),
    };

    private static string Add(Future<double> future, Action<Future<double>> callback)
    {
        future.AddDoneCallback(callback);
        return "added";
    }
}
