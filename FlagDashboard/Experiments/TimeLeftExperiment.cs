using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Does the same work in calls of equal, growing and random length, and compares estimates of the time left.</summary>
internal sealed class TimeLeftExperiment(RaceRegistry races) : IExperiment
{
    /// <summary>The id of the experiment.</summary>
    public const string Id = "progress";

    // Calls that sleep equally long differ by some ms. Calls whose longest takes at most 1.1 times as long as the shortest count as equal.
    private const double MaxRatioOfEqual = 1.1;

    private static readonly Dictionary<Estimator, Sentence> Names = new()
    {
        [Estimator.Naive] = new Sentence("naive"),
        [Estimator.Smoothed] = new Sentence("smoothed at {0}", TimeLeft.DefaultSmoothing),
        [Estimator.Workers] = new Sentence("by workers"),
    };

    public ExperimentTexts Texts { get; } = new(
        Id, "Progress", "How well can a progress bar estimate the time left?",
        "Three runs do the same work with equally many calls and workers. Only the delays differ. Below each run, a chart shows three "
        + "estimates of the time left. The naive one is elapsed ÷ done × left. The smoothed one gives recent results more weight, and its "
        + "slider works during and after the race. The third distributes the expected rest over the workers. The grey band is the time "
        + "that was really left, which is known only at the end. Watch how a burst of results changes each estimate.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.WholeNumber("calls", "Calls of each run", 20, 1, 100),
        Setting.WholeNumber("workers", "Workers of each run", 4, 1, 20),
        Setting.Number("mean", "Seconds per call, on average", 0.5, 0.01, 2),
        Setting.WholeNumber("seed", "Seed of the random delays", 8, 0, 999_999),
        Setting.Number("extra", "Extra length of the last call, × average", 0, 0, 50),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("four workers", ""),
        ("one worker", "workers=1"),
        ("a long last call", "extra=6"),
        ("many short calls", "calls=80&mean=0.1"),
        ("another seed", "seed=1"),
    ];

    public VerdictLength VerdictLength => new(Headline: 30, Conclusion: 465);

    public Sentence DescribeConclusion(RaceState race)
    {
        var best = race.Runs.Select(DescribeBestEstimator).OfType<Sentence>().ToList();
        return best.Count == 0
            ? new Sentence("No estimate could be wrong: the first results were also the last.")
            : Sentence.Join("{0} {1}", race.Runs.Select(ReasonOfBestEstimator).OfType<Sentence>().Prepend(
                new Sentence("Least wrong on average: {0}.", new ListArg(best))));
    }

    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null)
    {
        var calls = settings.WholeNumber("calls");
        return new Sentence(
            "{0} · {1} · {2:0.##} s of work",
            Quantity.Calls(calls), Quantity.Workers(Math.Min(settings.WholeNumber("workers"), calls)), calls * settings.Number("mean"));
    }

    private static Sentence? DescribeBestEstimator(RunState run) => BestEstimatorOf(run) is { } best
        ? new Sentence("{0} in {1} ({2:0.00} s)", Names[best.Estimator], NameWithinSentence(run.Info), best.ErrorMs / 1000)
        : null;

    private static (Estimator Estimator, double ErrorMs)? BestEstimatorOf(RunState run)
    {
        var end = run.FinishedAtMs!.Value;
        var best = EstimateHistory.Of(run, end, TimeLeft.DefaultSmoothing).MinBy(history => history.MeanErrorMs(end))!;
        return best.MeanErrorMs(end) is { } error ? (best.Estimator, error) : null;
    }

    // Says why an estimate was the best in a run. The reason follows from the lengths of the calls, so it is given only if the estimate
    // that it explains was the best, and if the calls really were equal, growing or different.
    private static Sentence? ReasonOfBestEstimator(RunState run)
    {
        var lengths = run.Futures.Select(future => future.RunningMs ?? 0).ToList();
        var areEqual = lengths.Max() <= MaxRatioOfEqual * lengths.Min();
        return (run.Mode, BestEstimatorOf(run)?.Estimator) switch
        {
            ("equal", Estimator.Workers) when areEqual && run.Workers > 1 => new Sentence(
                "In equal, all calls take the same time, and only this estimate counts how many run at once and since when."),
            ("growing", Estimator.Smoothed) when lengths.Zip(lengths.Skip(1)).All(pair => pair.First < pair.Second) => new Sentence(
                "In growing, each call takes longer than the one before, and this estimate gives the latest calls more weight."),
            ("random", Estimator.Workers) when !areEqual && run.Workers > 1 => new Sentence(
                "In random, the latest calls say nothing about the next, so the mean of all calls, spread over the workers, "
                + "is the best guess."),
            _ => null,
        };
    }

    // The name of a run is written in lower case within an English sentence. Other languages have other rules, so these names are
    // translated separately from the titles.
    private static object NameWithinSentence(ModeInfo mode) => mode.Id switch
    {
        "equal" => new Sentence("equal"),
        "growing" => new Sentence("growing"),
        "random" => new Sentence("random"),
        _ => mode.Title.ToLowerInvariant(),
    };

    public Race Start(SettingValues settings)
    {
        var (calls, workers) = (settings.WholeNumber("calls"), Math.Min(settings.WholeNumber("workers"), settings.WholeNumber("calls")));
        var (mean, seed, extra) = (settings.Number("mean"), settings.WholeNumber("seed"), settings.Number("extra"));
        IReadOnlyList<double>[] delays =
        [
            DelayDistributions.Equal(calls, mean, extra),
            DelayDistributions.Growing(calls, mean, extra),
            DelayDistributions.Random(calls, mean, seed, extra),
        ];
        var definition = this.CreateDefinition(
            settings,
            [.. Enumerable.Range(1, calls).Select(call => FormattableString.Invariant($"{call}"))],
            new ModeInfo("equal", "Equal", "All calls take the same time.", ReceiveOrder.CompletionOrder, ResultUnit: "calls"),
            new ModeInfo(
                "growing", "Growing", "Each call takes longer than the one before.", ReceiveOrder.CompletionOrder, ResultUnit: "calls"),
            new ModeInfo(
                "random", "Random", "The seed decides how long each call takes.", ReceiveOrder.CompletionOrder, ResultUnit: "calls"));

        return races.Start(definition, StartOrder.Together, race =>
            [.. delays.Select((delay, number) => race.PrepareRun(number, workers, run => MakeCalls(run, delay, race.AbortToken)))]);
    }

    private static void MakeCalls(RunRecorder run, IReadOnlyList<double> delays, CancellationToken abortToken)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        run.SubmitAndReceiveAsCompleted(
            executor, call => call.SleepAndMultiply(abortToken), delays.Select(seconds => new SleepCall(seconds)));
    }
}
