using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Makes the same calls with Map and with AsCompleted, and shows when the code receives each result.</summary>
internal sealed class MapOrAsCompletedExperiment(RaceRegistry races) : IExperiment
{
    public ExperimentTexts Texts { get; } = new(
        "map-or-as-completed", "Map or as completed", "When does my code get each result?",
        "loiter(n) does nothing for n seconds and returns n × 10. Both lanes make the same calls with the same number of workers, so the "
        + "same calls finish at the same times. Watch when each result is received. Map returns results in call order. If a long delay is "
        + "first, every finished result behind it is held. AsCompleted returns each result as soon as it is finished.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.NumberList("delays", "Seconds to loiter, one number per call", "4,0,1,2,3", 0, 10, 20),
        Setting.WholeNumber("workers", "Workers", 3, 1, 20),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("the longest call first", ""),
        ("each call longer than the one before", "delays=0,1,2,3,4"),
        ("equal calls", "delays=1,1,1,1,1"),
        ("one worker", "workers=1"),
    ];

    public bool ShowsRowPerFutureAtFirst => true;

    public Sentence DescribeConclusion(RaceState race)
    {
        var (map, asCompleted) = (race.Runs[0], race.Runs[1]);
        var (half, all) = ((map.Futures.Count + 1) / 2, map.Futures.Count);
        return Sentence.Join(
            "{0} {1}",
            new Sentence(
                "map held finished results for {0:0.00} s in all, as completed for {1:0.00} s.",
                HeldSeconds(map), HeldSeconds(asCompleted)),
            new Sentence(
                "The code had received {0} of {1} results by {2:0.00} s with map, and by {3:0.00} s with as completed.",
                half, all, SecondsUntilReceived(half, map), SecondsUntilReceived(half, asCompleted)));
    }

    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null)
    {
        var calls = settings.NumberList("delays").Count;
        return new Sentence("{0} · {1}", Quantity.Calls(calls), Quantity.Workers(Math.Min(settings.WholeNumber("workers"), calls)));
    }

    private static double HeldSeconds(RunState run) => run.Futures.Sum(future => future.HeldMs ?? 0) / 1000;

    private static double SecondsUntilReceived(int results, RunState run) =>
        (run.Received.ElementAtOrDefault(results - 1)?.ReceivedAtMs ?? 0) / 1000;

    public Race Start(SettingValues settings)
    {
        var calls = settings.NumberList("delays").Select(seconds => new SleepCall(seconds)).ToList();
        var workers = Math.Min(settings.WholeNumber("workers"), calls.Count);
        var definition = this.CreateDefinition(
            settings,
            [.. calls.Select(call => call.ToString())],
            new ModeInfo("map", "executor.Map", "Results in call order.", ReceiveOrder.CallOrder, ResultUnit: "results"),
            new ModeInfo(
                "as-completed", "Future.AsCompleted", "Results as they finish.", ReceiveOrder.CompletionOrder, ResultUnit: "results"));

        return races.Start(definition, StartOrder.Together, race =>
        [
            race.PrepareRun(0, workers, run => Map(run, calls, race.AbortToken)),
            race.PrepareRun(1, workers, run => AsCompleted(run, calls, race.AbortToken)),
        ]);
    }

    private static void Map(RunRecorder run, IEnumerable<SleepCall> calls, CancellationToken abortToken)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        var next = 0;
        foreach (var _ in executor.Map(call => call.SleepAndMultiply(abortToken), calls))
            run.RecordReceived(next++);
    }

    private static void AsCompleted(RunRecorder run, IEnumerable<SleepCall> calls, CancellationToken abortToken)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        run.SubmitAndReceiveAsCompleted(executor, call => call.SleepAndMultiply(abortToken), calls);
    }
}
