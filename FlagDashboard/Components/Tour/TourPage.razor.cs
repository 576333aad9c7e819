using FlagDashboard.Experiments;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Components.Tour;

/// <summary>The page of the guided tour. It shows one scene with its race, and buttons for the other scenes.</summary>
public sealed partial class TourPage
{
    // Maps the index of each scene that has run to the id of its race. A person who goes back to a scene sees its race again.
    private readonly Dictionary<int, string> _raceIds = [];
    private Scene _scene = Scene.All[0];
    private int _index = -1;
    private RowLayout _rows;
    private bool _isAnswerShown;
    private bool _running;
    private string? _shownRaceId;
    private string? _refusal;

    /// <summary>The number of the scene, from 1. A number out of range shows the nearest scene.</summary>
    [Parameter]
    public int? SceneNumber { get; set; }

    /// <summary>The id of the race of the scene; null before it runs.</summary>
    [SupplyParameterFromQuery(Name = RaceAddress.RaceParameter)]
    private string? RaceId { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var index = Math.Clamp(SceneNumber ?? 1, 1, Scene.All.Count) - 1;
        // If this is true, the page belongs to a viewer, and the presenter has started a race for the scene that the page shows. The guess
        // that the viewer made before now belongs to that race and can no longer change.
        if (index == _index && RaceId is not null && RaceId != _shownRaceId && !Downloads.IsPresenter)
            Guesses.AssignToRace(RaceId);
        if (index != _index)
        {
            (_index, _scene, _rows, _isAnswerShown, _running, _refusal) =
                (index, Scene.All[index], Scene.All[index].Rows, false, false, null);
            Plan = Experiment is null ? Reader.Read(PlanLink.Read(Catalog, Modes, Query)).Plan : null;
        }

        if (RaceId is not null)
            _raceIds[index] = RaceId;
        // The RaceView of a race sets _running to false when the race ends. If the page now shows another race, for example after Back in
        // the browser, the RaceView of the previous race has been removed, so _running is reset here.
        if (RaceId != _shownRaceId)
            (_shownRaceId, _running) = (RaceId, false);
    }

    private void Go(int number) => Navigation.NavigateTo(BaseRelative.Of(Address(number, _raceIds.GetValueOrDefault(number - 1))));

    private void RunScene()
    {
        var result = Start();
        _refusal = result is StartResult.Refused refused ? ProblemText.Of(refused.Problems, L) : null;
        if (result.RaceId is not { } id)
            return;
        Guesses.AssignToRace(id);
        Navigation.NavigateTo(BaseRelative.Of(Address(_index + 1, id)));
    }

    private IExperiment? Experiment => Experiments.Find(_scene.Link.Split('?')[0].Split('/')[^1]);

    private string Query => _scene.Link.Split('?') is [_, var query] ? query : "";

    // The plan of the scene; null if the scene shows an experiment.
    private RacePlan? Plan { get; set; }

    private StartResult Start()
    {
        if (Experiment is { } experiment)
            return Downloads.Start(experiment, SettingValues.ReadLink(experiment.Settings, Query));
        var reading = Reader.Read(PlanLink.Read(Catalog, Modes, Query));
        return reading.Plan is { } plan ? Downloads.Start(plan) : new StartResult.Refused(reading.Problems);
    }

    private void Cancel() => Downloads.Cancel(RaceId);

    private static string Address(int number, string? race) =>
        race is null ? $"/tour/{number}" : QueryHelpers.AddQueryString($"/tour/{number}", RaceAddress.RaceParameter, race);
}
