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
    private AddressSync _address = null!;
    private IExperiment? _experiment;
    private string? _latestRaceId;
    private SettingValues _settings = null!;
    private string? _refusal;
    private bool _running;
    private string? _shownRaceId;
    private RowLayout _rows;

    /// The id of the experiment, from the address of the page.
    [Parameter, EditorRequired]
    public required string ExperimentId { get; set; }

    /// The id of the race, from the address of the page; null before a race was started.
    [SupplyParameterFromQuery(Name = RaceAddress.RaceParameter)]
    private string? RaceId { get; set; }

    // The HTTP request of the first, static render; null once the page is interactive.
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _address = new(Navigation);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var mustRead = _address.MustRead();
        // If RaceId has changed, for example because the person went back, the page now shows another race. The end of the previous race
        // will not be reported to this page, so _running would otherwise stay true.
        if (RaceId != _shownRaceId)
            (_shownRaceId, _running) = (RaceId, false);
        if (Directory.Find(ExperimentId) is not { } experiment)
        {
            _experiment = null;
            // An imported race may belong to an experiment that this version of the product does not have. The race is then opened without
            // the experiment.
            if (RaceId is not null)
                Navigation.NavigateTo(BaseRelative.Of(RaceAddress.Of(experimentLink: null, RaceId)), replace: true);
            else
                Http.AnswerNotFound();
            return;
        }

        if (_experiment == experiment && !mustRead)
            return;
        if (_experiment != experiment)
            _rows = experiment.ShowsRowPerFutureAtFirst ? RowLayout.ByFuture : RowLayout.ByWorker;
        (_experiment, _latestRaceId) = (experiment, RaceId);
        Read(new Uri(Navigation.Uri).Query);
    }

    private void Read(string link) => _settings = SettingValues.ReadLink(_experiment!.Settings, link);

    private void ApplyPreset(string preset)
    {
        Read(preset);
        OnSettingsChanged();
    }

    private void Set(Setting setting, string text)
    {
        _settings = _settings.With(_experiment!.Settings, setting.Name, text);
        OnSettingsChanged();
    }

    private void OnSettingsChanged()
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

    // Returns the address of this page with its settings and its latest race. Do not use RaceId: it comes from the browser's current
    // address, which may still name the previous race.
    private string Address() => RaceAddress.WithRace(ExperimentLink.Write(_experiment!, _settings), _latestRaceId);

    private void Cancel() => Downloads.Cancel(RaceId);
}
