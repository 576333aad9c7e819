using System.Globalization;
using FlagDashboard.Experiments;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>
/// The page of the experiment with single futures. Its address contains the settings and the id of the race. While the page is shown, it
/// keeps its executor session open.
/// </summary>
public sealed partial class FuturePage
{
    // A second click on a scenario within this time is ignored, so that a double click does not start two sessions.
    private static readonly TimeSpan DuplicateStartWindow = TimeSpan.FromMilliseconds(750);

    private AddressSync _address = null!;
    private SettingValues _settings = null!;
    private string? _latestRaceId;
    private ExecutorSession? _session;
    private ExecutorSession? _attachedSession;
    private IDisposable? _attachment;
    private string? _refusal;
    private bool _running;
    private long? _startedAt;
    private RowLayout _rows = RowLayout.ByFuture;

    [SupplyParameterFromQuery(Name = RaceAddress.RaceParameter)]
    private string? RaceId { get; set; }

    private Setting TimeoutSetting => Experiment.Settings.First(setting => setting.Name == FutureExperiment.TimeoutSettingName);

    private int? WantedWorkers =>
        int.TryParse(_settings.Texts[FutureExperiment.WorkersSettingName], CultureInfo.InvariantCulture, out var workers) ? workers : null;

    private string Query => _settings.ToQueryString(Experiment.Settings);

    private FutureScenario? Scenario => Experiment.Scenarios.FirstOrDefault(scenario => scenario.SettingsQuery == Query);

    /// <inheritdoc/>
    protected override void OnInitialized() => _address = new(Navigation);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!_address.MustRead())
            return;
        _latestRaceId = RaceId;
        Read(new Uri(Navigation.Uri).Query);
        var session = Downloads.FindSession(Experiment, RaceId);
        if (session != _session)
            (_session, _running) = (session, session?.IsRaceRunning == true);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => Attach();

    /// <inheritdoc/>
    public void Dispose() => _attachment?.Dispose();

    // Tells the session that this page shows it, which keeps the session open. Prerendering, when no person sees the page yet, does not
    // call this method, because Blazor then does not call OnAfterRender.
    private void Attach()
    {
        if (_session == _attachedSession)
            return;
        _attachment?.Dispose();
        (_attachedSession, _attachment) = (_session, _session?.AttachPage());
    }

    private void Read(string link) => _settings = SettingValues.ReadLink(Experiment.Settings, link);

    private void Set(Setting setting, string text)
    {
        _settings = _settings.With(Experiment.Settings, setting.Name, text);
        _refusal = null;
        _address.Write(Address(), replace: true);
    }

    private void StartWith(FutureScenario scenario)
    {
        if (_startedAt is { } at && Time.GetElapsedTime(at) < DuplicateStartWindow)
            return;
        _startedAt = Time.GetTimestamp();
        // Each session is a race. The scenario opens a new session, so the race of the session that the page shows now is cancelled.
        Downloads.Cancel(_latestRaceId);
        Read(scenario.SettingsQuery);
        Open();
    }

    private async Task Submit()
    {
        if (_settings.Problems.Any(problem => problem.Field != FutureExperiment.TimeoutSettingName))
            return;
        if (_session is not { } session || !_running)
        {
            Open();
            return;
        }

        await session.Ready;
        foreach (var seconds in _settings.NumberList(FutureExperiment.CallSecondsSettingName))
            Refuse(session.Submit(seconds, FutureExperiment.CallsRaise(_settings)));
    }

    private void Open()
    {
        var result = Downloads.OpenSession(Experiment, _settings);
        _refusal = result is StartResult.Refused refused ? ProblemText.Of(refused.Problems, L) : null;
        if (result.RaceId is not { } id)
            return;
        _session = Downloads.FindSession(Experiment, id);
        Attach();
        (_running, _latestRaceId) = (true, id);
        _address.Write(Address(), replace: false);
    }

    private void MakeCall((SessionFuture Future, FutureMember Call) asked)
    {
        if (asked.Call.IsBlocking() && _settings.ProblemFor(FutureExperiment.TimeoutSettingName) is not null)
            return;
        Refuse(_session?.Call(asked.Future, asked.Call,
            asked.Call.IsBlocking() ? _settings.OptionalNumber(FutureExperiment.TimeoutSettingName) : null));
    }

    private void Refuse(PlanProblem? problem) => _refusal = problem is null ? null : ProblemText.Of(problem, L);

    private void Close() => _session?.Close();

    private void CancelRunning() => Downloads.Cancel(_latestRaceId);

    // Returns the address of this page with its settings and its latest race. Do not use RaceId: it comes from the browser's current
    // address, which may still name the previous race.
    private string Address() => RaceAddress.WithRace(ExperimentLink.Write(Experiment, _settings), _latestRaceId);
}
