using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>How long the downloads of a finished race would take with other numbers of workers, and the way to try it.</summary>
public sealed partial class SweepPane
{
    private const string Tape = "tape";
    private const int MostTried = 64;

    private List<(string Id, string Name, IReadOnlyList<double> Delays)> _sources = [];
    private Sweep? _sweep;
    private SweepTrials _trials = null!;
    private string _source = "";
    private string _mode = "";
    private int _seen = -1;
    private bool _opened;

    /// <summary>A finished race of a plan.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    private RacePlan Plan => Race.Plan!;

    private IEnumerable<ModeInfo> Pooled => Modes.All.Where(mode => mode.Pooled);

    private List<int> Numbers =>
        [.. Sweep.Trials(Math.Min(Math.Min(Plan.Countries.Count, MostTried), Modes.Find(_mode)?.MaxWorkers ?? MostTried))];

    private List<SweepPoint> Raced =>
        [.. Race.Runs.Where(run => run is { Outcome: Outcome.Ok, Elapsed: not null })
        .Select(run => new SweepPoint(run.Workers, run.Elapsed!.Value))];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _trials = new(Downloads, problems => ProblemText.Of(problems, L));
        _mode = (Race.Runs.FirstOrDefault(run => run is { Info.Pooled: true, Outcome: Outcome.Ok })?.Info ?? Pooled.FirstOrDefault())?.Id
            ?? "";
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_seen == Race.Seq)
            return;
        _seen = Race.Seq;
        _sources = [.. Sources()];
        Look(_sources.Exists(source => source.Id == _source) ? _source : _sources.FirstOrDefault().Id ?? "");
    }

    private IEnumerable<(string, string, IReadOnlyList<double>)> Sources()
    {
        if (Sweep.TapeOf(Plan) is { } tape)
            yield return (Tape, L["as the site’s tape has them"], tape);
        foreach (var run in Race.Runs)
        {
            if (Sweep.MeasuredIn(run) is { } measured)
                yield return (run.Mode, L["as measured in {0}", L[run.Info.Title]], measured);
        }
    }

    private void Choose(ChangeEventArgs change) => Look(change.Value?.ToString() ?? "");

    private void Look(string source)
    {
        _source = source;
        _sweep = _sources.Find(known => known.Id == source).Delays is { Count: > 0 } delays ? Sweep.Of(delays) : null;
    }

    private double TimeOf(int workers) => ListSchedule.Finish(_sources.Find(known => known.Id == _source).Delays, workers);

    private string Workers(int number) => number == 1 ? L["1 worker"] : L["{0} workers", number];

    private Task Try() => _trials.Run(Plan, _mode, Numbers, StateHasChanged);

    /// <inheritdoc/>
    public void Dispose() => _trials.Dispose();
}
