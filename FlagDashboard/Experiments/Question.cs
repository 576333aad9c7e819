using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>What a person can ask of a future, or do with it.</summary>
public enum Question
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
public static class Questions
{
    /// <summary>Each of them with its name in Python.</summary>
    public static IReadOnlyList<(Question Question, string Python)> All { get; } =
    [
        (Question.Done, "done()"),
        (Question.Running, "running()"),
        (Question.Cancelled, "cancelled()"),
        (Question.Result, "result(timeout=None)"),
        (Question.Exception, "exception(timeout=None)"),
        (Question.Cancel, "cancel()"),
        (Question.AddDoneCallback, "add_done_callback(fn)"),
    ];

    /// <summary>Whether the one who asks may have to wait.</summary>
    public static bool Blocks(this Question question) => question is Question.Result or Question.Exception;

    /// <summary>As it is written behind the future and a dot; no timeout is no limit.</summary>
    /// <param name="question">The question.</param>
    /// <param name="timeout">In seconds.</param>
    public static string Code(this Question question, double? timeout = null) => question switch
    {
        Question.Result or Question.Exception when timeout is { } seconds => FormattableString.Invariant($"{question}(timeout: {seconds} s)"),
        Question.Result or Question.Exception or Question.Cancel => $"{question}()",
        Question.AddDoneCallback => $"{question}(callback)",
        _ => $"{question}",
    };

    /// <summary>Asks it, and waits for the answer.</summary>
    internal static string Ask(this Question question, Future<double> future, TimeSpan? timeout, Action<Future<double>> callback) => question switch
    {
        Question.Done => $"{future.Done}",
        Question.Running => $"{future.Running}",
        Question.Cancelled => $"{future.Cancelled}",
        Question.Result => FormattableString.Invariant($"{future.Result(timeout)}"),
        Question.Exception => future.Exception(timeout) is { } raised ? Answer.Describe(raised) : "null",
        Question.Cancel => $"{future.Cancel()}",
        _ => Add(future, callback),
    };

    private static string Add(Future<double> future, Action<Future<double>> callback)
    {
        future.AddDoneCallback(callback);
        return "added";
    }
}
