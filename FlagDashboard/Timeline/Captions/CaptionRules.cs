using System.Collections.Immutable;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>One kind of caption.</summary>
/// <param name="Id">Its name.</param>
/// <param name="LooksAt">What it looks at.</param>
/// <param name="Tell">Its sentences about a race and its runs, each of which stays true.</param>
/// <param name="OncePerRace">Whether only the most telling is told, the first of equals: it would be much the same of every run.</param>
internal sealed record CaptionRule(
    string Id, string LooksAt, Func<RaceState, IReadOnlyList<CaptionContext>, IEnumerable<CaptionDraft>> Tell, bool OncePerRace = false)
{
    /// <summary>A rule that looks at each run by itself.</summary>
    public static CaptionRule OfRuns(
        string id, string looksAt, Func<CaptionContext, IEnumerable<CaptionDraft>> tell, bool oncePerRace = false) =>
        new(id, looksAt, (_, runs) => runs.Where(context => !context.Run.Info.IsAuxiliary).SelectMany(tell), oncePerRace);

    /// <summary>A rule that looks at lanes that stand aside.</summary>
    public static CaptionRule OfAuxiliaryRuns(string id, string looksAt, Func<CaptionContext, IEnumerable<CaptionDraft>> tell) =>
        new(id, looksAt, (_, runs) => runs.Where(context => context.Run.Info.IsAuxiliary).SelectMany(tell));
}

/// <summary>The table of captions: the more telling a rule, the earlier it stands.</summary>
internal static class CaptionRules
{
    public static ImmutableArray<CaptionRule> All { get; } =
    [
        new("interrupted", "a race that ended before its runs did", (race, _) => RaceRules.Interrupted(race)),
        new("winner", "the two fastest runs that came through", (race, _) => RaceRules.Winner(race)),
        CaptionRule.OfRuns("ended", "an exception that ended a run early", FailureRules.Ended),
        CaptionRule.OfRuns("cancelled", "a run that was cancelled", FailureRules.Cancelled),
        CaptionRule.OfRuns("held", "finished futures behind one that was not finished, in call order", HeldRules.Held),
        CaptionRule.OfRuns("processes", "the start of a run's processes", WorkerRules.Processes),
        CaptionRule.OfRuns("failed", "the futures that raised, and how long each kept its worker", FailureRules.Failed, oncePerRace: true),
        CaptionRule.OfRuns("async", "how many futures one thread has running at once", WorkerRules.Async),
        CaptionRule.OfRuns("in-turn", "the sum of what one worker did", TimeRules.InTurn),
        CaptionRule.OfRuns("idle", "workers after the last start", WorkerRules.Idle),
        CaptionRule.OfRuns("bound", "elapsed and the ideal of the first run that came through", TimeRules.Bound, oncePerRace: true),
        CaptionRule.OfRuns("overhead", "what a run took beyond its ideal", TimeRules.Overhead),
        CaptionRule.OfRuns("went-on", "what came in spite of failures", FailureRules.WentOn, oncePerRace: true),
        CaptionRule.OfRuns("not-found", "the futures that were not found", FailureRules.NotFound),
        CaptionRule.OfRuns("queue", "the first future that waited for a worker", WorkerRules.Queue, oncePerRace: true),
        CaptionRule.OfRuns("handed-over", "the longest time to the receiver, in completion order", HeldRules.HandedOver, oncePerRace: true),
        CaptionRule.OfRuns("slowest", "the longest call", TimeRules.Slowest, oncePerRace: true),
        CaptionRule.OfAuxiliaryRuns("blocked", "callbacks that block an event loop", AuxiliaryRules.Blocked),
        CaptionRule.OfAuxiliaryRuns("one-holder", "who holds a lock, and when", AuxiliaryRules.OneHolder),
    ];
}
