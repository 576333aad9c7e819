using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Series;

/// <summary>
/// The page of a series: the race that is running, and a summary of all ended races. Viewers see the same page.
/// </summary>
public sealed partial class SeriesPage
{
    private SeriesResults? _series;
    private RepeatPlot? _plot;
    private RowLayout _rows;
    private string? _shownId;
    private bool _loading;
    private bool _disposed;

    /// <summary>The id of the series.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    // The HTTP request of the first, static render; null once the page is interactive.
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    private string Status => _series!.Status switch
    {
        RaceStatus.Running => L["Race {0} of {1}", _series.RaceIds.Count, _series.RequestedCount],
        RaceStatus.Cancelled => L["Cancelled: {0} of {1} races completed", CompletedCount, _series.RequestedCount],
        RaceStatus.Interrupted => L["Interrupted: {0} of {1} races completed", CompletedCount, _series.RequestedCount],
        _ => L["{0} of {1} races completed", CompletedCount, _series.RequestedCount],
    };

    private int CompletedCount => _series!.Summary.EndedRaces.Count(race =>
        race.Runs.All(run => run.Reason is not (ExclusionReason.Cancelled or ExclusionReason.Interrupted)));

    private string Facts => L[
        "{0} from {1}, {2}", L.Localize(Quantity.Flags(_series!.Plan.Countries.Count)), _series.Plan.Site.ToString().ToUpperInvariant(),
        L.Localize(Quantity.Workers(_series.Plan.Workers))];

    private string Rule => L[
        "A difference is real if chance alone would cause it in fewer than 1 of 100 series, by the rank test of Mann and Whitney. "
        + "That takes at least {0} runs of each mode. Cancelled, interrupted, early ended and changed runs are not counted.",
        RepeatSummary.MinRunsForRealDifference];

    /// <inheritdoc/>
    protected override void OnInitialized() => Downloads.SeriesChanged += ReadAgain;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shownId == Id)
            return;
        (_shownId, _series, _loading) = (Id, null, true);
        await Read();
        if (_series is null)
            Http.AnswerNotFound();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        Downloads.SeriesChanged -= ReadAgain;
    }

    private async Task Read()
    {
        var id = Id;
        var series = await Downloads.FindSeries(id);
        // A person may have opened another series while this one was being read. The result is then dropped.
        if (id != _shownId)
            return;
        (_series, _loading) = (series, false);
        _plot = series is null ? null : RepeatPlot.Of(series.Summary);
    }

    private void ReadAgain(string id) => _ = InvokeAsync(async () =>
    {
        if (id != _shownId || _disposed)
            return;
        try
        {
            await Read();
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    });

    private void Cancel() => Downloads.CancelSeries(Id);
}
