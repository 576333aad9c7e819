using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The menu by which a person slows, fails or cancels a future of a running race.</summary>
public sealed partial class FaultMenu
{
    private static readonly (string Title, Choice[] Acts)[] Groups =
    [
        ("Slow", [
            new(InterventionAct.Slow, 1000, "slow-1", "+1 s", "+1 s: answer 1 s later"),
            new(InterventionAct.Slow, 5000, "slow-5", "+5 s", "+5 s: answer 5 s later")]),
        ("Fail", [
            new(InterventionAct.NotFound, null, "404", "404", "404: answer not found"),
            new(InterventionAct.ServerError, null, "500", "500", "500: answer with a server error"),
            new(InterventionAct.Reset, null, "reset", "reset", "reset the connection"),
            new(InterventionAct.Stall, null, "stall", "stall", "stall: never answer")]),
    ];

    private ElementReference _dialog;
    private BrowserModule _browser = null!;
    private string? _problem;

    /// <summary>The id of the race.</summary>
    [Parameter, EditorRequired]
    public required string RaceId { get; set; }

    /// <summary>The current state of the race.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The number of the run whose bar was chosen, from 0.</summary>
    [Parameter, EditorRequired]
    public required int RunIndex { get; set; }

    /// <summary>The number of the future that was chosen, from 0.</summary>
    [Parameter, EditorRequired]
    public required int FutureNumber { get; set; }

    /// <summary>The left edge of the menu, in CSS px from the left of the window.</summary>
    [Parameter]
    public double X { get; set; }

    /// <summary>The top edge of the menu, in CSS px from the top of the window.</summary>
    [Parameter]
    public double Y { get; set; }

    /// <summary>Whether only the run of the chosen bar is changed, and not every run.</summary>
    [Parameter]
    public bool OnlyThisRun { get; set; }

    /// <summary>Raised when the person changes <see cref="OnlyThisRun"/>.</summary>
    [Parameter]
    public EventCallback<bool> OnlyThisRunChanged { get; set; }

    /// <summary>Raised when the menu has been closed.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    private RunState Run => Race.Runs[RunIndex];

    private FutureRecord Future => Run.Futures[FutureNumber];

    private bool IsRemote => Race.Plan?.Site == SiteId.Remote;

    // The runs in which the chosen future has not finished, so that the menu can still change it. The race goes on while the menu is open,
    // so the list may become shorter.
    private IReadOnlyList<RunState> UnfinishedRuns =>
        [.. (OnlyThisRun ? [Run] : Race.Runs).Where(run => run.Futures.ElementAtOrDefault(FutureNumber) is { FinishedAtMs: null })];

    private bool HasUnfinishedRuns => UnfinishedRuns.Count > 0;

    private bool CanCancel => UnfinishedRuns.Any(run => run.Info is { IsConcurrent: true, Language: ModeLanguage.CSharp }
        && run.Futures[FutureNumber] is { State: FutureState.Pending, SubmittedAtMs: not null });

    private string StateText => Future switch
    {
        { FinishedAtMs: not null } => "has its outcome",
        { State: FutureState.Running } => "running",
        _ => "pending",
    };

    private string CannotCancelReason => (UnfinishedRuns.Count, UnfinishedRuns.Any(run => run.Info.IsConcurrent)) switch
    {
        (0, _) => "It has its outcome, so that nothing can be changed any more.",
        _ when UnfinishedRuns.All(run => run.Info.Language == ModeLanguage.Python) =>
            "This mode runs in a process of Python, whose single futures cannot be cancelled from here.",
        (_, false) => "This mode makes each call when its turn comes, so that it has no pending future to cancel.",
        _ when UnfinishedRuns.Any(run => run.Futures[FutureNumber].State == FutureState.Running) =>
            "It is running: as in Python, only a pending future can be cancelled.",
        _ => "It is not submitted yet, so that there is no future to cancel.",
    };

    /// <inheritdoc/>
    protected override void OnInitialized() => _browser = new(Js, "./js/fault-menu.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _browser.Call("show", _dialog);
    }

    private string NameOf(FutureRecord future) => L.NameWithCodeOf(future, Catalog);

    private async Task Intervene(InterventionAct act, double? delayMs = null)
    {
        var request = new InterventionRequest(Future.Label, act, OnlyThisRun ? Run.Mode : null, delayMs);
        if (Downloads.Intervene(RaceId, request) is InterventionResult.Refused refused)
            _problem = ProblemText.Of(refused.Problem, L);
        else
            await _browser.Call("close", _dialog);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    // AriaLabel is the text for screen readers. It begins with Text, which the button shows, so that a person who controls the page by
    // voice can say what the button shows.
    private sealed record Choice(InterventionAct Act, double? DelayMs, string TestId, string Text, string AriaLabel);
}
