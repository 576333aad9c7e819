using FlagDashboard.Experiments;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Races;
using ExecutorSession = FlagDashboard.Experiments.ExecutorSession;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Hands on a clock that the test turns: real threads, which block until it does.</summary>
internal sealed class SessionFixture : IDisposable
{
    private readonly RaceFixture _track = new();

    public SessionFixture() => Experiment = new FutureExperiment(_track.Races, Time);

    public FutureExperiment Experiment { get; }

    public FakeClock Time => _track.Time;

    /// <summary>A session with these settings, when its first calls are submitted; each of them waits on the clock.</summary>
    public async Task<ExecutorSession> Open(string seconds = "5", string workers = "2", string then = "returns")
    {
        var settings = Settings.Read(
            Experiment.Settings, name => name switch { "seconds" => seconds, "workers" => workers, "then" => then, _ => null });
        Assert.Empty(settings.Problems);
        var session = Experiment.Open(settings);
        await session.Ready.Guarded();
        // The session itself waits to be left.
        Time.WaitForNextTimer();
        for (var running = Math.Min(settings.Numbers("seconds").Count, session.Workers); running > 0; running--)
            Time.WaitForNextTimer();
        return session;
    }

    /// <summary>The race as soon as it is as described.</summary>
    public static async Task<RaceState> Until(ExecutorSession session, Func<RaceState, bool> described)
    {
        var state = new RaceState();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var batch in session.Race.Log.Follow(0, patience.Token))
        {
            foreach (var happened in batch)
            {
                state.Apply(happened);
                if (described(state))
                    return state;
            }
        }

        throw new InvalidOperationException("The race ended, and was never so.");
    }

    /// <summary>Waits until a call is answered.</summary>
    public static async Task<Answer> AnswerTo(ExecutorSession session, string call, int number = 1)
    {
        var race = await Until(session, race => Answers(race).Count(answer => answer.Call == call) == number);
        return Answers(race).Last(answer => answer.Call == call);
    }

    public static Task Blocked(ExecutorSession session) =>
        Until(session, race => race.Runs.Count > 1 && race.Runs[1].Phases.Any(phase => phase.ToMs is null));

    public static Task State(ExecutorSession session, int future, FutureState state) =>
        Until(session, race => race.Runs.Count > 1 && race.Runs[0].Futures.Count > future && race.Runs[0].Futures[future].State == state);

    /// <summary>Every answer so far, like <c>f1.Done → True (page)</c>.</summary>
    public static string[] Lines(ExecutorSession session) => [.. Answers(session.Race.Log.Fold()).Select(answer =>
        answer.Call is null ? answer.Text : $"{answer.Call} → {answer.Text}{(answer.Thread is null ? "" : $" ({answer.Thread})")}")];

    /// <summary>Ends it, and gives what it came to.</summary>
    public static async Task<RaceState> End(ExecutorSession session)
    {
        session.Race.Cancel();
        await session.Race.Completion.Guarded();
        return session.Race.Log.Fold();
    }

    public void Dispose() => _track.Dispose();

    private static IEnumerable<Answer> Answers(RaceState race) =>
        race.Runs.Skip(1).SelectMany(lane => lane.Events).Select(happened => happened.Answer).OfType<Answer>();
}
