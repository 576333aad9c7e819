using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Python;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Python;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests the experiment about the lock in the Python of this machine.</summary>
public sealed class GilExperimentTests : IAsyncLifetime
{
    private TestDashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await TestDashboard.Start();
        await EveryPythonMode.SkipWithoutPython(_dashboard);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    private IExperiment Experiment => _dashboard.Get<ExperimentRegistry>().Find("gil")!;

    private Race Start(string query)
    {
        var settings = SettingValues.ReadLink(Experiment.Settings, query);
        Assert.Empty(settings.Problems);
        return Experiment.Start(settings);
    }

    [Fact]
    public async Task Start_AnyItems_EveryRunCountsEqualPrimes()
    {
        var state = await Start("items=5&limit=10000&workers=2&io=5&repeat=2").Through();
        Assert.Equal("", state.Failures());
        var runs = state.Runs.Where(run => !run.Info.IsAuxiliary).ToList();
        Assert.Equal([1, 2, 2, 1, 2], runs.Select(run => run.Workers));
        Assert.All(runs, run =>
        {
            Assert.Equal((Outcome.Ok, 5), (run.Outcome, run.Received.Count));
            Assert.Equal(Enumerable.Repeat("1229", 5), run.Futures.Select(future => future.Result));
            // .NET does not tell the processor time of a thread.
            Assert.All(run.Futures, future => Assert.Equal(run.Info.BaselineId is null, future.CpuMs > 0));
        });
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.Events[^1].Seq < pair.Second.Events[0].Seq));
    }

    [Fact]
    public async Task Start_Threads_TakeTurnsWithTheLock()
    {
        var state = await Start("items=4&limit=60000&workers=2").Through();
        var lane = state.Of("threads-compute");
        var computing = GilConclusion.TimeShareOf(lane, 1, GilPhaseTracker.Computing);
        // Other programs of the machine may take most of the processors.
        Assert.True(computing > 0.1, $"computing {computing}");
        Assert.Equal(
            [1, 2], lane.WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.Computing).Select(
                phase => phase.Worker).Distinct().Order());
        Assert.Contains(lane.WorkerPhases, phase => phase.Name == GilPhaseTracker.WaitingForLock);

        // A worker that computes is at most a quarter of a millisecond behind with telling so. Two threads overlap for no longer than that.
        var overlap = GilConclusion.TimeShareOf(lane, 2, GilPhaseTracker.Computing);
        Assert.True(overlap < 0.1 * computing, $"computing {computing}, two at once {overlap}");
        Assert.DoesNotContain(state.Of("processes-compute").WorkerPhases, phase => phase.Name == GilPhaseTracker.WaitingForLock);
    }

    [Fact]
    public async Task Start_WithIo_BlocksWithoutTheLock()
    {
        var state = await Start("items=2&limit=1000&workers=2&io=60").Through();
        var blocked = state.Of("threads-compute").WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.Blocked).ToList();
        // On a busy machine, the first thread may take both items before the second has started.
        Assert.Equal(2, blocked.Count);
        Assert.All(blocked, phase => Assert.InRange(phase.Worker, 1, 2));
        Assert.All(blocked, phase => Assert.True(phase.ToMs - phase.FromMs >= 55, $"It was blocked from {phase.FromMs} to {phase.ToMs}."));
    }

    [Fact]
    public async Task Start_Hashing_IsInCWithoutTheLock()
    {
        var state = await Start("items=2&limit=100000&workers=2&work=hash").Through();
        Assert.All(
            state.Runs.Where(run => run.Info.IsAuxiliary),
            lane => Assert.Equal([GilPhaseTracker.ComputingWithoutLock], lane.WorkerPhases.Select(phase => phase.Name).Distinct()));
    }

    [Theory]
    [InlineData("one-thread")]
    [InlineData("python-threads")]
    [InlineData("python-processes-compute")]
    [InlineData("dotnet-threads")]
    public async Task Cancel_DuringWork_EndsAtOnce(string during)
    {
        var race = Start(during == "one-thread" ? "items=4&limit=2000000"
            : during == "dotnet-threads" ? "items=4&limit=50000&workers=2&repeat=100" : "items=12&limit=150000&workers=2");
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started && race.Definition.Runs[raceEvent.Run].Id == during);
        race.Cancel();
        var state = await race.Through();
        Assert.Equal(Outcome.Cancelled, state.Outcome);
        var run = state.Of(during);
        Assert.Equal(Outcome.Cancelled, run.Outcome);
        Assert.All(run.Futures, future => Assert.NotNull(future.FinishedAtMs));
        Assert.Contains(run.Futures, future => future.Reason is "given up");
    }

    [Fact]
    public async Task Conclusion_FinishedRace_NamesEveryRun()
    {
        var state = await Start("items=2&limit=20000").Through();
        var conclusion = Experiment.DescribeConclusion(state).ToString();
        Assert.StartsWith("Compared with One thread: Python threads ×", conclusion, StringComparison.Ordinal);
        Assert.Contains("Python processes ×", conclusion, StringComparison.Ordinal);
        Assert.Contains("Compared with One C# thread: C# threads ×", conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CSharp_TakesNoPartInTheVerdict()
    {
        var state = await Start("items=2&limit=20000&repeat=1").Through();
        var results = RaceResults.Of(state);
        Assert.Equal("one-thread", results.Baseline?.Mode);
        Assert.All(
            results.FinishedRuns,
            result => Assert.Equal(result.Run.Info.BaselineId ?? "one-thread", result.Baseline?.Mode));
        Assert.DoesNotContain(results.FinishedRuns, result => results.IsAmongFastest(result) && result.Run.Info.BaselineId is not null);
    }

    [Theory]
    [InlineData("python-threads", "Python/computation.py", "Python/Computation.cs")]
    [InlineData("dotnet-threads", "Python/Computation.cs", "Python/computation.py")]
    public void SourcesOf_Run_BeginWithItsLanguage(string run, string first, string second) =>
        Assert.Equal([first, second], Experiment.SourcesOf(run).Select(source => source.RelativePath));
}
