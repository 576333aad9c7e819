using FlagDashboard.Experiments;
using FlagDashboard.Hubs;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>
/// The page of one experiment, with its settings and its race. The address of the page contains both.
/// </summary>
public sealed partial class ExperimentPage
{
    private PageAddress _address = null!;
    private IExperiment? _experiment;
    private string? _latestRaceId;
    private SettingValues _settings = null!;
    private string? _refusal;
    private bool _running;
    private string? _shownRaceId;
    private RowLayout _rows;

    /// <summary>The id of the experiment.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The id of the race; null before it runs.</summary>
    [SupplyParameterFromQuery(Name = RaceAddress.RaceParameter)]
    private string? RaceId { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _address = new(Navigation);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var mustRead = _address.MustRead();
        // A race that is no longer shown, because a person went back in the browser, cannot report its end.
        if (RaceId != _shownRaceId)
            (_shownRaceId, _running) = (RaceId, false);
        if (Directory.Find(Name) is not { } experiment)
        {
            _experiment = null;
            // The link of an imported race may name an experiment that this version does not have. The race is then opened without its
            // experiment.
            if (RaceId is not null)
                Navigation.NavigateTo(BaseRelative.Of(RaceAddress.Of(experimentLink: null, RaceId)), replace: true);
            return;
        }

        if (_experiment == experiment && !mustRead)
            return;
        if (_experiment != experiment)
            _rows = experiment.ShowsRowPerFuture ? RowLayout.ByFuture : RowLayout.ByWorker;
        (_experiment, _latestRaceId) = (experiment, RaceId);
        Read(new Uri(Navigation.Uri).Query);
    }

    private void Read(string link) => _settings = SettingValues.ReadLink(_experiment!.Settings, link);

    private void ApplyPreset(string preset)
    {
        Read(preset);
        Changed();
    }

    private void Set(Setting setting, string text)
    {
        _settings = _settings.With(_experiment!.Settings, setting.Name, text);
        Changed();
    }

    private void Changed()
    {
        _refusal = null;
        _address.Write(Address(), replace: true);
    }

    private void Run()
    {
        if (_settings.Problems.Count > 0)
            return;
        var result = Downloads.Start(_experiment!, _settings);
        _refusal = result is StartResult.Refused refused ? ProblemText.Of(refused.Problems, L) : null;
        if (result.RaceId is not { } id)
            return;
        _latestRaceId = id;
        _address.Write(Address(), replace: false);
    }

    // The browser may not have confirmed the address of the latest race yet, so that RaceId may still be that of the race before.
    private string Address() => RaceAddress.WithRace(ExperimentLink.Write(_experiment!, _settings), _latestRaceId);

    private void Cancel() => Downloads.Cancel(RaceId);
}
