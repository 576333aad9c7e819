using FlagDashboard.Experiments;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>The page of the futures in a hand. Its address carries the settings and the race; while it is shown, it keeps the hand open.</summary>
public sealed partial class FuturePage
{
    // Fifty presses on a start are one wish.
    private static readonly TimeSpan OneWish = TimeSpan.FromMilliseconds(750);

    private Settings _settings = null!;
    private Hand? _hand;
    private Hand? _taken;
    private IDisposable? _stay;
    private string? _refusal;
    private bool _running;
    private long? _startedAt;
    private RowLayout _rows = RowLayout.ByFuture;

    [SupplyParameterFromQuery(Name = ExperimentInfo.RaceParameter)]
    private string? RaceId { get; set; }

    private Setting TimeoutSetting => Experiment.Settings.First(setting => setting.Name == FutureInHand.Timeout);

    private string Query => _settings.Query(Experiment.Settings);

    private Situation? Situation => Experiment.Situations.FirstOrDefault(situation => situation.Query == Query);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Read(new Uri(Navigation.Uri).Query);
        var hand = Experiment.Find(RaceId);
        if (hand != _hand)
            (_hand, _running) = (hand, hand?.Race.Completion.IsCompleted == false);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => Take();

    /// <inheritdoc/>
    public void Dispose() => _stay?.Dispose();

    // Not while a page is only printed: nobody is there yet.
    private void Take()
    {
        if (_hand == _taken)
            return;
        _stay?.Dispose();
        (_taken, _stay) = (_hand, _hand?.Take());
    }

    private void Read(string link) => _settings = Settings.ReadLink(Experiment.Settings, link);

    private void Set(Setting setting, string text)
    {
        _settings = _settings.With(Experiment.Settings, setting.Name, text);
        _refusal = null;
        Navigation.NavigateTo(Address(RaceId), replace: true);
    }

    private void StartWith(Situation situation)
    {
        if (_startedAt is { } at && Time.GetElapsedTime(at) < OneWish)
            return;
        _startedAt = Time.GetTimestamp();
        // Nobody will look at what still runs there.
        _hand?.Race.Cancel();
        Read(situation.Query);
        Open();
    }

    private async Task Submit()
    {
        if (_settings.Problems.Any(problem => problem.Field != FutureInHand.Timeout))
            return;
        if (_hand is not { } hand || !_running)
        {
            Open();
            return;
        }

        await hand.Begun;
        foreach (var seconds in _settings.Numbers(FutureInHand.Seconds))
            Refuse(hand.Submit(seconds, FutureInHand.RaisesIn(_settings)));
    }

    private void Open()
    {
        try
        {
            _hand = Experiment.Open(_settings);
            Take();
            (_refusal, _running) = (null, true);
            Navigation.NavigateTo(Address(_hand.Race.Id));
        }
        catch (PlanRefusedException refused)
        {
            _refusal = refused.Message;
        }
    }

    private void Ask((HeldFuture Future, Question Question) asked)
    {
        if (asked.Question.Blocks() && _settings.For(FutureInHand.Timeout) is not null)
            return;
        Refuse(_hand?.Ask(asked.Future, asked.Question, asked.Question.Blocks() ? _settings.NumberOrNone(FutureInHand.Timeout) : null));
    }

    private void Refuse(PlanProblem? problem) => _refusal = problem is null ? null : L[problem.Template, problem.Arguments].Value;

    private void Close() => _hand?.Close();

    private void GiveUp() => Races.Find(RaceId)?.Cancel();

    private string Address(string? race) => ExperimentLink.Write(Experiment, _settings, race);
}
