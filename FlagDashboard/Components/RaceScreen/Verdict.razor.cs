using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Shows the winner of a race and the reason, in one or two sentences. While the race is running, it shows the progress.</summary>
public sealed partial class Verdict
{
    /// <summary>The state of the race at the time shown.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The results of the finished runs.</summary>
    [Parameter, EditorRequired]
    public required RaceResults Results { get; set; }

    /// <summary>The conclusion of the experiment; null for a race of downloads.</summary>
    [Parameter]
    public Sentence? Conclusion { get; set; }

    /// <summary>The answer to the question of the experiment; null without one.</summary>
    [Parameter]
    public Sentence? Answer { get; set; }

    /// <summary>The time at which the replay is paused, in ms since the race began; null while the time shown is advancing.</summary>
    [Parameter]
    public double? PausedAtMs { get; set; }

    /// <summary>Whether the race has finished and is played again.</summary>
    [Parameter]
    public bool IsReplay { get; set; }

    private IEnumerable<RunState> CompetingRuns => Race.Runs.Where(run => !run.Info.IsAuxiliary);

    private string? ReasonOf(RaceVerdict? verdict) =>
        verdict is not null ? verdict.Reason?.Localize(L.Translate)
        : Race.Program is null ? FinishedRuns
        : Race.Runs.Count == 0 ? L["The program has not used an executor or an event loop yet."]
        : L.Localize(Quantity.Futures(CompetingRuns.Sum(run => run.Futures.Count)));

    private string FinishedRuns
    {
        get
        {
            var (finished, all) = (CompetingRuns.Count(run => run.FinishedAtMs is not null), CompetingRuns.Count());
            return all == 1 ? L["{0} of 1 run finished.", finished] : L["{0} of {1} runs finished.", finished, all];
        }
    }

    private string Progress => PausedAtMs is { } at ? L["Stopped at {0}.", Format.Duration(at)]
        : IsReplay ? L["Playing again …"]
        : Race.Plan is null ? L["Running …"] : L["Racing …"];
}
