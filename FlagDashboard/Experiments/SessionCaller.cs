using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>
/// Makes the calls of an executor session. Writes each call with its answer and its thread to the log of the race. Thread-safe.
/// </summary>
/// <param name="clock">The log of the race. Its clock measures how long calls take.</param>
/// <param name="run">Records the futures of the executor.</param>
/// <param name="lane">Records the lane that shows when the caller is blocked.</param>
internal sealed class SessionCaller(RaceLog clock, RunRecorder run, RunRecorder lane)
{
    /// <summary>The name, in the log, of the thread that handles the buttons of the page.</summary>
    public const string PageThread = "page";

    /// <summary>The name, in the log, of the thread that makes the calls that may block.</summary>
    public const string BlockingCallThread = "caller";

    /// <summary>The name, in the log, of any other thread of the server.</summary>
    public const string OtherServerThread = "server";

    private sealed record CallInProgress(string SourceText, string Thread);

    // The call that the current thread makes. A callback that runs on this thread is logged as a part of that call.
    [ThreadStatic]
    private static CallInProgress? _current;

    /// <summary>Writes a remark that belongs to no call.</summary>
    public void WriteRemark(string text) => Write(new SessionEntry(null, text));

    /// <summary>Writes a call that could not be made.</summary>
    public void WriteRefusedCall(string code, string thread, string why) => Write(new SessionEntry(code, why, CallingThread: thread));

    /// <summary>Makes a call on the calling thread, and writes its answer. Does not throw.</summary>
    /// <param name="code">The source text of the call.</param>
    /// <param name="callingThreadName">The name of the calling thread in the log.</param>
    /// <param name="call">The call, which returns its answer as text.</param>
    public void Call(string code, string callingThreadName, Func<string> call)
    {
        var (began, outer) = (clock.ElapsedMs, _current);
        _current = new(code, callingThreadName);
        string text;
        try
        {
            text = call();
        }
        catch (Exception error)
        {
            text = $"raised {ExceptionText.Format(error)}";
        }

        _current = outer;
        Write(new SessionEntry(code, text, clock.ElapsedMs - began, callingThreadName));
    }

    /// <summary>Makes a call on the thread of the caller. The lane of the caller shows how long the call blocks.</summary>
    public void CallBlocking(string code, Func<string> call) => Call(code, BlockingCallThread, () =>
    {
        lane.RecordPhaseChange(1, $"blocked in {code}");
        try
        {
            return call();
        }
        finally
        {
            lane.RecordPhaseChange(1, null);
        }
    });

    /// <summary>Records that the caller received the outcome of a future.</summary>
    public void RecordReceived(SessionFuture future) => run.RecordReceived(future.Call.FutureNumber - 1, future.Future);

    /// <summary>Creates a callback for a future. When the callback runs, it logs its thread and the call within which it runs.</summary>
    /// <param name="call">The call of the future.</param>
    /// <param name="addingCode">The source text of the call that adds the callback.</param>
    public Action<Future<double>> CreateCallback(SessionSleepCall call, string addingCode) => future =>
    {
        var where = _current is not { } current ? ""
            : current.SourceText == addingCode ? ", at once: it was done already"
            : $", within {current.SourceText}";
        var thread = run.CurrentWorker > 0 ? $"worker {run.CurrentWorker}" : _current?.Thread ?? OtherServerThread;
        Write(new SessionEntry($"callback({call})", $"called with {future}{where}", CallingThread: thread));
    };

    private void Write(SessionEntry answer) => lane.RecordSessionEntry(answer);
}
