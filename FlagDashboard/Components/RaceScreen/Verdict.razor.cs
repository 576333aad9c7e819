using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Says who won a race and why, in one or two sentences.</summary>
public sealed partial class Verdict
{
    /// <summary>The fold of the race up to the time that is shown.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The results of the finished runs.</summary>
    [Parameter, EditorRequired]
    public required RaceResults Results { get; set; }

    /// <summary>The conclusion of the experiment; null for a race of downloads.</summary>
    [Parameter]
    public string? Conclusion { get; set; }

    /// <summary>The time at which the replay is paused, in ms since the race began; null while time passes.</summary>
    [Parameter]
    public double? PausedAt { get; set; }

    /// <summary>Whether the race has finished and is played again.</summary>
    [Parameter]
    public bool IsReplay { get; set; }

    private IEnumerable<RunState> CompetingRuns => Race.Runs.Where(run => !run.Info.IsAuxiliary);

    private string TitleOf(RunState run) => L[run.Info.Title];

    // True if the winner is less than 5 % faster than the baseline. The next race may reverse their order, so neither mode counts as
    // faster.
    private bool IsTie => Results is { Winner: { SpeedUp: < 1.05 } winner, Baseline: { } baseline } && baseline != winner.Run;

    private bool AllTookAboutAsLong =>
        CompetingRuns.All(run => run.Outcome == Outcome.Ok && run.ElapsedMs < 1.05 * Results.Winner?.ElapsedMs);

    private string Progress => PausedAt is { } at ? L["Stopped at {0}.", Format.Seconds(at)]
        : IsReplay ? L["Playing again …"]
        : Race.Plan is null ? L["Running …"] : L["Racing …"];

    private string FinishedRuns
    {
        get
        {
            var (finished, all) = (CompetingRuns.Count(run => run.FinishedAt is not null), CompetingRuns.Count());
            return all == 1 ? L["{0} of 1 run finished.", finished] : L["{0} of {1} runs finished.", finished, all];
        }
    }

    private string WinnerText(RunResult winner)
    {
        if (IsTie)
        {
            return AllTookAboutAsLong
                ? L["No mode was faster: each took about {0}.", Format.Seconds(winner.ElapsedMs)]
                : L["No mode was faster than {0}, which took {1}.",
                    TitleOf(Results.Baseline!), Format.Seconds(Results.Baseline!.ElapsedMs!.Value)];
        }

        var won = L["{0} won in {1}", TitleOf(winner.Run), Format.Seconds(winner.ElapsedMs)];
        return won + (Results.Baseline is { } baseline && baseline != winner.Run
            ? L[": {0} faster than {1}.", Format.Factor(winner.SpeedUp ?? 1), TitleOf(baseline)]
            : ".");
    }

    private string Reason(RunState winner)
    {
        if (IsTie)
            return ReasonOfTie;
        if (winner.Workers > 1 && Race.Runs.Any(run => run.Workers == 1))
        {
            return Results.EquallyFast.Count(result => result.Run.Workers > 1) switch
            {
                0 => L["It waited for up to {0} answers at once, not for one after another.", winner.Workers],
                1 => L["One other was as fast: each waited for up to {0} answers at once.", winner.Workers],
                var others => L["{0} others were as fast: each waited for up to {1} answers at once.", others, winner.Workers],
            };
        }

        return Race.Runs.FirstOrDefault(run => run.Phases.Count > 0) is { } starting
            ? L[
                "{0} took up to {1} to start each worker, which then begins cold.",
                TitleOf(starting),
                Format.Seconds(starting.Phases.Max(phase => phase.ToMs - phase.FromMs ?? 0))]
            : L["All had the same network, so the difference is how they wait."];
    }

    // Modes that tie may still differ in the time of their first result. If that difference is large, the verdict reports it.
    private string ReasonOfTie
    {
        get
        {
            var slowest = CompetingRuns.Where(run => run.Outcome == Outcome.Ok).MaxBy(run => run.ElapsedMs);
            if (!AllTookAboutAsLong && slowest is { ElapsedMs: { } longest })
                return L["{0} took longest: {1}.", TitleOf(slowest), Format.Seconds(longest)];
            var byFirstResult = CompetingRuns.Where(run => run.Received.Count > 0)
                .Select(run => (Title: TitleOf(run), Ms: run.Received[0].ReceivedAt!.Value - run.StartedAt!.Value))
                .OrderBy(run => run.Ms).ToList();
            if (byFirstResult.Count < 2 || byFirstResult[^1].Ms <= 1.3 * byFirstResult[0].Ms)
                return L["All had the same network and waited for it in the same way."];
            var (first, last) = (byFirstResult[0], byFirstResult[^1]);
            return L[
                "But {0} had its first result after {1}, and {2} after {3}.",
                first.Title, Format.Seconds(first.Ms), last.Title, Format.Seconds(last.Ms)];
        }
    }
}
