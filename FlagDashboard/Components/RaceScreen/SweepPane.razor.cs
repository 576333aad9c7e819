using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Shows how long the downloads of a finished race would take with other numbers of workers, and can measure this in trial races.
/// </summary>
public sealed partial class SweepPane
{
    private const string TapeSourceId = "tape";
    private const int MaxTrialWorkers = 64;

    private List<(string Id, string Name, IReadOnlyList<double> Delays)> _sources = [];
    private Sweep? _sweep;
    private SweepTrialRunner _trials = null!;
    private string _delaySource = "";
    private string _mode = "";
    private int _shownSeq = -1;
    private bool _opened;

    /// <summary>The finished race. It has a plan, because its downloads run again.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    private RacePlan Plan => Race.Plan!;

    private IEnumerable<ModeInfo> Pooled => Modes.InCSharp.Where(mode => mode.IsConcurrent);

    private List<int> TrialWorkerCounts =>
        [.. Sweep.TrialWorkerCounts(
            Math.Min(Math.Min(Plan.Countries.Count, MaxTrialWorkers), Modes.Find(_mode)?.MaxWorkers ?? MaxTrialWorkers))];

    private List<SweepPoint> RacePoints =>
        [.. Race.Runs.Where(run => run is { Outcome: Outcome.Ok, ElapsedMs: not null })
        .Select(run => new SweepPoint(run.Workers, run.ElapsedMs!.Value))];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _trials = new(Downloads, problems => ProblemText.Of(problems, L));
        _mode = (Race.Runs.FirstOrDefault(run => run is { Info.IsConcurrent: true, Outcome: Outcome.Ok })?.Info
            ?? Pooled.FirstOrDefault())?.Id
            ?? "";
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shownSeq == Race.LastEventSeq)
            return;
        _shownSeq = Race.LastEventSeq;
        _sources = [.. Sources()];
        SelectSource(_sources.Exists(source => source.Id == _delaySource) ? _delaySource : _sources.FirstOrDefault().Id ?? "");
    }

    private IEnumerable<(string, string, IReadOnlyList<double>)> Sources()
    {
        if (Sweep.TapeDelaysMs(Plan) is { } tape)
            yield return (TapeSourceId, L["from the site’s tape"], tape);
        foreach (var run in Race.Runs)
        {
            if (Sweep.MeasuredDurationsMs(run) is { } measured)
                yield return (run.Mode, L["as measured in {0}", L[run.Info.Title]], measured);
        }
    }

    private void Choose(ChangeEventArgs change) => SelectSource(change.Value?.ToString() ?? "");

    private void SelectSource(string source)
    {
        _delaySource = source;
        _sweep = _sources.Find(known => known.Id == source).Delays is { Count: > 0 } delays ? Sweep.Of(delays) : null;
    }

    // The heading of the pane shows how long the downloads would take with each of these numbers of workers. It adds the number of workers
    // of the plan, and the number beyond which more workers save little.
    private static readonly int[] SummedUpCounts = [1, 10, 20];

    private double TimeOf(int workers) => ListSchedule.MakespanMs(_sources.Find(known => known.Id == _delaySource).Delays, workers);

    private string TrialTime => Format.Duration(TrialWorkerCounts.Sum(TimeOf));

    private string Workers(int number) => L.Localize(Quantity.Workers(number));

    private string KneeText(Sweep sweep) => L[
        "{0} (computed, without the overhead of a run). Compared with one worker, {1} would save nine tenths of what can be saved.",
        L.JoinList(SummedUpCounts.Append(Plan.Workers).Append(sweep.Knee.Workers)
            .Where(workers => workers <= sweep.MaxWorkers).Distinct().Order()
            .Select(workers => $"{Workers(workers)} {Format.Duration(TimeOf(workers))}")),
        Workers(sweep.Knee.Workers)];

    private string LineText(Sweep sweep) => L[
        "The line is the time that the same downloads need if each goes to the worker that is free first, and workers never pause. "
        + "One worker needs {0}; no number of workers takes less than {1}, the longest download. The knee is the smallest number of "
        + "workers that saves nine tenths of that difference. Every further worker saves little.",
        Format.Duration(sweep.Points[0].ElapsedMs), Format.Duration(sweep.LongestDownloadMs)];

    private string MeasuredWith(int workers) => string.Join(
        " · ", _trials.Measured.Concat(RacePoints).Where(point => point.Workers == workers).Select(
            point => Format.Duration(point.ElapsedMs)));

    private Task RunTrials() => _trials.Run(Plan, _mode, TrialWorkerCounts, StateHasChanged);

    /// <inheritdoc/>
    public void Dispose() => _trials.Dispose();
}
