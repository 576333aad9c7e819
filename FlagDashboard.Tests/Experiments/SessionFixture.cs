using FlagDashboard.Experiments;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Races;
using FlagDashboard.Timeline;
using ExecutorSession = FlagDashboard.Experiments.ExecutorSession;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Opens sessions with real threads, which block until the test advances the clock.</summary>
internal sealed class SessionFixture : IDisposable
{
    private readonly RaceFixture _fixture = new();

    public SessionFixture() => Experiment = new FutureExperiment(_fixture.Races, Time);

    public FutureExperiment Experiment { get; }

    public FakeClock Time => _fixture.Time;

    /// <summary>Opens a session with these settings, and waits until each running call waits for the clock.</summary>
    public async Task<ExecutorSession> Open(string seconds = "5", string workers = "2", string then = "returns")
    {
        var settings = SettingValues.Read(
            Experiment.Settings, name => name switch { "seconds" => seconds, "workers" => workers, "then" => then, _ => null });
        Assert.Empty(settings.Problems);
        var session = Experiment.OpenSession(settings);
        await session.Ready.Guarded();
        // Waits until the presence timeout has set its timer.
        Time.WaitForNextTimer();
        for (var running = Math.Min(settings.NumberList("seconds").Count, session.Workers); running > 0; running--)
            Time.WaitForNextTimer();
        return session;
    }

    /// <summary>Returns the state of the race as soon as it meets a condition.</summary>
    public static async Task<RaceState> Until(ExecutorSession session, Func<RaceState, bool> condition)
    {
        var state = new RaceState();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var batch in session.Race.Log.Follow(0, timeout.Token))
        {
            foreach (var raceEvent in batch)
            {
                state.Apply(raceEvent);
                if (condition(state))
                    return state;
            }
        }

        throw new InvalidOperationException("The race ended and never met the condition.");
    }

    /// <summary>Waits for the answer to a call.</summary>
    public static async Task<SessionEntry> AnswerTo(ExecutorSession session, string call, int number = 1)
    {
        var race = await Until(session, race => Answers(race).Count(answer => answer.SourceCode == call) == number);
        return Answers(race).Last(answer => answer.SourceCode == call);
    }

    public static Task Blocked(ExecutorSession session) =>
        Until(session, race => race.Runs.Count > 1 && race.Runs[1].WorkerPhases.Any(phase => phase.ToMs is null));

    public static Task State(ExecutorSession session, int future, FutureState state) =>
        Until(session, race => race.Runs.Count > 1 && race.Runs[0].Futures.Count > future && race.Runs[0].Futures[future].State == state);

    /// <summary>Every answer so far, like <c>f1.Done → True (page)</c>.</summary>
    public static string[] Lines(ExecutorSession session) => [.. Answers(session.Race.Log.Fold()).Select(answer =>
    {
        // The page can translate every remark and the name of every thread.
        Assert.NotNull(LogTextLocalizer.Parse(answer.CallingThread ?? answer.ResultOrRemark));
        if (answer.SourceCode is null)
            return answer.ResultOrRemark;
        var thread = answer.CallingThread is null ? "" : $" ({answer.CallingThread})";
        return $"{answer.SourceCode} → {answer.ResultOrRemark}{thread}";
    })];

    /// <summary>Cancels the race, and returns its final state.</summary>
    public static async Task<RaceState> End(ExecutorSession session)
    {
        session.Race.Cancel();
        await session.Race.Completion.Guarded();
        return session.Race.Log.Fold();
    }

    public void Dispose() => _fixture.Dispose();

    private static IEnumerable<SessionEntry> Answers(RaceState race) =>
        race.Runs.Skip(1).SelectMany(lane => lane.Events).Select(raceEvent => raceEvent.SessionEntry).OfType<SessionEntry>();
}
