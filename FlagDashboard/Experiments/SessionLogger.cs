using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>Tells the log of a race what was asked of futures, what they answered, and on which thread. Thread-safe.</summary>
/// <param name="clock">The log of the race.</param>
/// <param name="run">The part of it that the futures tell.</param>
/// <param name="lane">The part of it that the caller has, beside them.</param>
internal sealed class SessionLogger(RaceLog clock, RunRecorder run, RunRecorder lane)
{
    /// <summary>The thread of the page on which somebody pressed.</summary>
    public const string Page = "page";

    /// <summary>The thread that makes the calls that block.</summary>
    public const string Caller = "caller";

    /// <summary>Any other thread of the server.</summary>
    public const string Server = "server";

    private sealed record Call(string Code, string Thread);

    // The call that this thread is in: a callback may run within it.
    [ThreadStatic]
    private static Call? _within;

    /// <summary>Says something that is no call.</summary>
    public void Remark(string text) => Tell(new Answer(null, text));

    /// <summary>Says that a call could not be made.</summary>
    public void Refused(string code, string thread, string why) => Tell(new Answer(code, why, Thread: thread));

    /// <summary>Makes a call and tells its answer.</summary>
    public void Make(string code, string thread, Func<string> call)
    {
        var (began, outer) = (clock.Now, _within);
        _within = new(code, thread);
        string text;
        try
        {
            text = call();
        }
        catch (Exception error)
        {
            text = $"raised {ExceptionText.Of(error)}";
        }

        _within = outer;
        Tell(new Answer(code, text, clock.Now - began, thread));
    }

    /// <summary>Makes a call on the caller's thread: its row shows for how long it is blocked.</summary>
    public void MakeBlocked(string code, Func<string> call) => Make(code, Caller, () =>
    {
        lane.SetPhase(1, $"blocked in {code}");
        try
        {
            return call();
        }
        finally
        {
            lane.SetPhase(1, null);
        }
    });

    /// <summary>The caller got the outcome of a future.</summary>
    public void Received(SessionFuture held) => run.Received(held.Call.Number - 1, held.Future);

    /// <summary>A callback, added by the call of that code, that tells where it runs.</summary>
    public Action<Future<double>> Callback(SessionCall call, string adding) => future => Tell(new Answer(
        $"callback({call})",
        $"called with {future}{(_within is not { } within ? "" : within.Code == adding ? ", at once: it was done already" : $", within {within.Code}")}",
        Thread: run.Worker > 0 ? $"worker {run.Worker}" : _within?.Thread ?? Server));

    private void Tell(Answer answer) => lane.Answered(answer);
}
