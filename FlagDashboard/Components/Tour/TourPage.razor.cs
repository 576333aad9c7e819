using FlagDashboard.Experiments;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Components.Tour;

/// <summary>The guided tour: a scene, its race, and the way to the next, without typing.</summary>
public sealed partial class TourPage
{
    // The races of the scenes that have run. Going back to a scene shows its race again.
    private readonly Dictionary<int, string> _raced = [];
    private Scene _scene = Scene.All[0];
    private int _at = -1;
    private RowLayout _rows;
    private bool _answered;
    private bool _running;
    private string? _refusal;

    /// <summary>Which scene, from 1; one that there is not is the nearest.</summary>
    [Parameter]
    public int? Number { get; set; }

    /// <summary>Its race; null before it runs.</summary>
    [SupplyParameterFromQuery(Name = RaceAddress.Parameter)]
    private string? RaceId { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var at = Math.Clamp(Number ?? 1, 1, Scene.All.Count) - 1;
        if (at != _at)
            (_at, _scene, _rows, _answered, _running, _refusal) = (at, Scene.All[at], Scene.All[at].Rows, false, false, null);
        if (RaceId is not null)
            _raced[at] = RaceId;
    }

    private void Go(int number) => Navigation.NavigateTo(Address(number, _raced.GetValueOrDefault(number - 1)));

    private void Run()
    {
        var result = Start();
        _refusal = result is StartResult.Refused refused ? ProblemText.Of(refused.Problems, L) : null;
        if (result.RaceId is { } id)
            Navigation.NavigateTo(Address(_at + 1, id));
    }

    private StartResult Start()
    {
        var (path, query) = _scene.Link.Split('?') is [var before, var after] ? (before, after) : (_scene.Link, "");
        if (Experiments.Find(path.Split('/')[^1]) is { } experiment)
            return Downloads.Start(experiment, Settings.ReadLink(experiment.Settings, query));
        var reading = Reader.Read(PlanLink.Read(Catalog, Modes, query));
        return reading.Plan is { } plan ? Downloads.Start(plan) : new StartResult.Refused(reading.Problems);
    }

    private void Cancel() => Downloads.Cancel(RaceId);

    private static string Address(int number, string? race) =>
        race is null ? $"/tour/{number}" : QueryHelpers.AddQueryString($"/tour/{number}", RaceAddress.Parameter, race);
}
