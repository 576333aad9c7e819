using System.Collections.Immutable;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>A rule that finds one kind of caption.</summary>
/// <param name="Id">The id of the rule, which the page uses too.</param>
/// <param name="Examines">A description of the part of a race that the rule examines.</param>
/// <param name="Find">Finds the sentences about a race and its runs. A sentence that is found at one time of the race must also be found at
/// every later time.</param>
/// <param name="OncePerRace">Whether the race shows only one sentence of this rule, because the sentences about its runs would be alike. It
/// is the earliest of the sentences with the highest weight.</param>
internal sealed record CaptionRule(
    string Id, string Examines, Func<RaceState, IReadOnlyList<RunCaptionContext>, IEnumerable<CaptionDraft>> Find, bool OncePerRace = false)
{
    /// <summary>A rule that examines each run separately, except auxiliary ones.</summary>
    public static CaptionRule ForRuns(
        string id, string examines, Func<RunCaptionContext, IEnumerable<CaptionDraft>> find, bool oncePerRace = false) =>
        new(id, examines, (_, runs) => runs.Where(context => !context.Run.Info.IsAuxiliary).SelectMany(find), oncePerRace);

    /// <summary>A rule that examines each auxiliary run separately.</summary>
    public static CaptionRule ForAuxiliaryRuns(string id, string examines, Func<RunCaptionContext, IEnumerable<CaptionDraft>> find) =>
        new(id, examines, (_, runs) => runs.Where(context => context.Run.Info.IsAuxiliary).SelectMany(find));
}

/// <summary>The tables of caption rules, in order of priority.</summary>
internal static class CaptionRules
{
    /// <summary>The rules for races of downloads and for experiments.</summary>
    public static ImmutableArray<CaptionRule> RaceRules { get; } =
    [
        new("interrupted", "a race that ended before its runs did", (race, _) => RaceCaptionRules.Interrupted(race)),
        new("winner", "the two fastest runs that came through", (race, _) => RaceCaptionRules.Winner(race)),
        new("intervened", "what a person did while the race ran", (race, _) => InterventionCaptionRules.Intervened(race)),
        CaptionRule.ForRuns("ended", "an exception that ended a run early", FailureCaptionRules.RunEndedByException),
        CaptionRule.ForRuns("cancelled", "a run that was cancelled", FailureCaptionRules.RunCancelled),
        CaptionRule.ForRuns(
            "held", "finished futures behind one that was not finished, in call order", HeldCaptionRules.HeldBehindSlowFuture),
        CaptionRule.ForRuns("processes", "the start of a run's processes", WorkerCaptionRules.ProcessStartup),
        CaptionRule.ForRuns("late-start", "the time until the first call of a run started", WorkerCaptionRules.LateFirstCall,
            oncePerRace: true),
        CaptionRule.ForRuns("failed", "the futures that raised, and how long each kept its worker", FailureCaptionRules.Failed,
            oncePerRace: true),
        CaptionRule.ForRuns("async", "how many futures one thread has running at once", WorkerCaptionRules.OneThreadManyWaits),
        CaptionRule.ForRuns("in-turn", "the sum of what one worker did", TimeCaptionRules.SumOfCalls),
        CaptionRule.ForRuns("idle", "workers after the last start", WorkerCaptionRules.LongestIdleTail),
        CaptionRule.ForRuns("bound", "elapsed and the ideal of the first run that came through", TimeCaptionRules.LowerBound,
            oncePerRace: true),
        CaptionRule.ForRuns("overhead", "what a run took beyond its ideal", TimeCaptionRules.BeyondIdeal),
        CaptionRule.ForRuns("went-on", "what came in spite of failures", FailureCaptionRules.OtherFuturesSucceeded, oncePerRace: true),
        CaptionRule.ForRuns("not-found", "the futures that were not found", FailureCaptionRules.NotFound),
        CaptionRule.ForRuns("queue", "the first future that waited for a worker", WorkerCaptionRules.QueuedFuture, oncePerRace: true),
        CaptionRule.ForRuns("handed-over", "the longest time to the receiver, in completion order", HeldCaptionRules.NothingHeld,
            oncePerRace: true),
        CaptionRule.ForRuns("slowest", "the longest call", TimeCaptionRules.SlowestCall, oncePerRace: true),
        CaptionRule.ForAuxiliaryRuns("blocked", "callbacks that block an event loop", AuxiliaryLaneCaptionRules.LoopBlocked),
        CaptionRule.ForAuxiliaryRuns("one-holder", "who holds a lock, and when", AuxiliaryLaneCaptionRules.OneLockHolder),
    ];

    /// <summary>The rules that advise the author of a recorded program, the most important advice first.</summary>
    public static ImmutableArray<CaptionRule> ProgramAdviceRules { get; } =
    [
        CaptionRule.ForAuxiliaryRuns("loop-blocked", "long steps of an event loop", ProgramCaptionRules.LoopBlocked),
        CaptionRule.ForRuns("head-of-line", "finished futures behind a slow one, in call order", ProgramCaptionRules.HeadOfLineBlocking),
        CaptionRule.ForRuns("one-lock", "the processor time of threads that share a lock", ProgramCaptionRules.ThreadsShareOneLock),
        CaptionRule.ForRuns("shutdown", "finished futures that the code could not take yet", ProgramCaptionRules.HeldInShutdown),
        CaptionRule.ForRuns("lost", "exceptions that no code asked for", ProgramCaptionRules.LostExceptions),
    ];

    // All ProgramAdviceRules, and the RaceRules that make sense for a recorded program. The other RaceRules compare modes, need the flag
    // site, or repeat the advice. “in-turn”, “bound” and “queue” count workers, so they skip event loops, which run any number of tasks.
    private static ImmutableArray<CaptionRule> ProgramRules { get; } =
    [
        .. ProgramAdviceRules,
        .. RaceRules.Where(rule => rule.Id is "failed" or "went-on" or "slowest"),
        .. RaceRules.Where(rule => rule.Id is "in-turn" or "bound" or "queue").Select(rule => rule with
        {
            Find = (race, runs) => rule.Find(race, [.. runs.Where(context => context.Run.Info.WorkerKind != WorkerKind.LoopSlot)]),
        }),
    ];

    /// <summary>The rules for a race, in order of priority. A recorded program has its own rules.</summary>
    public static ImmutableArray<CaptionRule> For(RaceState race) => race.Program is null ? RaceRules : ProgramRules;
}
