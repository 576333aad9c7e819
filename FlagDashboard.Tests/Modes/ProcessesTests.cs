using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests what only processes do: they start, have names, and can be killed.</summary>
public sealed class ProcessesTests : GatedSiteTest
{
    private const string Mode = "processes";

    private Race Start(params string[] modes) => Dashboard.Race(plan => plan with { Countries = Codes, Modes = modes, Workers = 2 });

    private static int PidOf(string? name) => int.Parse(name!["pid ".Length..], CultureInfo.InvariantCulture);

    [Fact]
    public async Task DownloadMany_EveryWorker_IsReadyAndNamedBeforeItsFirstFuture()
    {
        Answer(Codes);
        var race = Start(Mode);
        var run = (await race.Through()).Of(Mode);
        Assert.Equal((Outcome.Ok, 4), (run.Outcome, run.Count(Outcome.Ok)));
        Assert.All(run.WorkerPhases, phase => Assert.Equal("starting", phase.Name));
        Assert.Equal(run.WorkerPhases.Count, run.WorkerPhases.Select(phase => phase.Worker).Distinct().Count());
        Assert.All(
            run.Futures, future => Assert.True(run.WorkerPhases.Single(phase => phase.Worker == future.Worker).ToMs <= future.StartedAtMs));
        var pids = run.WorkerPhases.Select(phase => PidOf(run.WorkerNameOf(phase.Worker))).ToList();
        Assert.Equal(pids.Count, pids.Append(Environment.ProcessId).Distinct().Count() - 1);
    }

    [Fact]
    public async Task DownloadMany_FlagsSavedInWorkers_AreFoundInStore()
    {
        Answer(Codes);
        var run = (await Start(Mode).Through()).Of(Mode);
        var store = Dashboard.Get<FlagStore>();
        foreach (var future in run.Futures)
        {
            var image = store.Find(future.ImageHash);
            Assert.EndsWith($"{future.Label.ToLowerInvariant()}.png", image?.Path);
            Assert.Equal((future.Bytes, "image/png"), ((int)new FileInfo(image!.Path).Length, image.ContentType));
        }
    }

    [Fact]
    public async Task Kill9_OneWorkerProcess_FailsUnfinishedFuturesOfThatRunOnly()
    {
        var race = Start(Mode, "threads-as-completed");
        Answer("BR");
        await race.Seen(happened => happened is { Run: 0, Kind: RaceEventKind.Received, Future: 0 });
        await race.Seen(happened => happened is { Run: 0, Kind: RaceEventKind.Started, Future: 2 });
        var pid = PidOf((await race.Seen(happened => happened.Kind == RaceEventKind.WorkerNamed)).WorkerName);
        Signals.Kill(pid);
        await race.Seen(happened => happened is { Run: 0, Kind: RaceEventKind.RunFinished });
        Answer(Codes);

        var state = await race.Through();
        var run = state.Of(Mode);
        var how = $"worker process {pid} was killed (signal 9)";
        Assert.Equal((Outcome.Error, how, null), (run.Outcome, run.FailureReason, run.EarlyEndCause));
        Assert.Equal([Outcome.Ok, Outcome.Error, Outcome.Error, Outcome.Error], run.Statuses());
        Assert.All(run.Futures.Skip(1), future => Assert.Equal(how, future.Reason));
        Assert.Equal((0, null), (run.Futures[3].Worker, run.Futures[3].StartedAtMs));
        Assert.Equal(Codes, run.ReceivedCodes().Order());
        Assert.Equal((Outcome.Ok, 4), (state.Of("threads-as-completed").Outcome, state.Of("threads-as-completed").Count(Outcome.Ok)));
    }

    [Fact]
    public async Task DownloadMany_FlagsCannotBeSaved_FailsAsThreadsDo()
    {
        var store = Dashboard.Get<FlagStore>();
        Directory.Delete(store.RootFolder);
        await File.WriteAllTextAsync(store.RootFolder, "no folder", TestContext.Current.CancellationToken);
        Answer(Codes);
        try
        {
            var run = (await Start(Mode).Through()).Of(Mode);
            Assert.All(
                run.Futures,
                future => Assert.Equal((Outcome.Error, "cannot be saved: the folder cannot be written"), (future.Status, future.Reason)));
            Assert.Equal("the folder cannot be written", store.LastSaveError?.Reason);
            var threads = (await Start("threads-as-completed").Through()).Runs[0];
            Assert.Equal(run.Futures.Select(future => future.Reason), threads.Futures.Select(future => future.Reason));
        }
        finally
        {
            File.Delete(store.RootFolder);
            Directory.CreateDirectory(store.RootFolder);
        }
    }

    [Fact]
    public async Task Cancel_WhileProcessesStart_CancelsEveryFuture()
    {
        var race = Start(Mode);
        await race.Seen(happened => happened.Kind == RaceEventKind.Phase);
        race.Cancel();
        var run = (await race.Through()).Of(Mode);
        Assert.Equal((Outcome.Cancelled, 4), (run.Outcome, run.Count(Outcome.Cancelled)));
    }

    [Fact]
    public async Task Race_Over_LeavesNoProcess()
    {
        Answer(Codes);
        var run = (await Start(Mode).Through()).Of(Mode);
        Assert.All(run.WorkerPhases, phase => Assert.False(Signals.Lives(PidOf(run.WorkerNameOf(phase.Worker)))));
    }
}
