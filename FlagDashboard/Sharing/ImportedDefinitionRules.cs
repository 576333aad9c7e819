using System.Text.RegularExpressions;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Sharing;

/// <summary>The rules for the definition of an imported race.</summary>
internal static partial class ImportedDefinitionRules
{
    /// <summary>The maximum number of runs in a race.</summary>
    public const int MaxRuns = PlanRules.MaxModes;

    /// <summary>The maximum length of the name of a future, a phase or a worker, in characters.</summary>
    public const int MaxLabelLength = EventTextSanitizer.MaxNameLength;

    private const int MaxTitle = 120;
    private const int MaxSummary = 400;
    private const int MaxPhaseKinds = 20;

    /// <summary>Checks the definition in the first event of a log.</summary>
    /// <param name="definition">The definition; null if the event has none.</param>
    /// <param name="line">The line of the file that has the event, from 1.</param>
    /// <exception cref="ImportRefusedException">The definition is null or breaks a rule.</exception>
    public static void Check(RaceDefinition? definition, int line)
    {
        if (definition is null)
            throw CreateInvalidDefinitionException(line);
        Require(
            definition.FutureLabels is not null && definition.FutureLabels.Count <= PlanRules.MaxFuturesPerRun,
            "A race has at most {0} items.", PlanRules.MaxFuturesPerRun);
        Require(
            definition.FutureLabels!.All(item => SafeText.IsLine(item, MaxLabelLength)),
            "An item is one line of 1 to {0} characters that can be printed.", MaxLabelLength);
        var maxRuns = definition.Program is null ? MaxRuns : ProgramInfo.MaxRuns;
        // The runs of a recorded program are its executors and event loops. Until the program creates the first of them, it has no runs.
        var minRuns = definition.Program is null ? 1 : 0;
        Require(
            definition.Runs is not null && definition.Runs.Count >= minRuns && definition.Runs.Count <= maxRuns,
            "A race has 1 to {0} runs.", maxRuns);
        Require(
            definition.Runs!.All(run => IsValidRun(run, definition.MaxFuturesPerRun)),
            "A run has an id in lower-case letters, digits and dashes, a title and a summary, and no more than {0} workers.",
            definition.MaxFuturesPerRun);
        Require(definition.Runs!.Select(run => run.Id).Distinct().Count() == definition.Runs!.Count, "Each run has an id of its own.");
        Require(
            definition.Runs!.All(run => run.BaselineId is null || definition.Runs!.Any(other => other.Id == run.BaselineId)),
            "A run is compared with a run of the race.");
        Require(
            definition.Plan is null || IsValidPlan(definition.Plan, definition),
            "The plan breaks a rule for plans, or does not match the items and runs.");
        Require(
            definition.Experiment is null || IsValidExperiment(definition.Experiment),
            "An experiment has an id, a title, facts and a link that begins with /experiments/.");
        Require(
            definition.Program is null || IsValidProgram(definition.Program, definition),
            "A program has a name and a version of Python, at most {0} futures, no items, and neither a plan nor an experiment.",
            ProgramInfo.MaxFutures);

        void Require(bool holds, string rule, params object[] arguments)
        {
            if (!holds)
                throw new ImportRefusedException(line, "The definition of the race is wrong. " + rule, arguments);
        }
    }

    /// <summary>Creates the exception for a first event without a definition, or with one that cannot be parsed.</summary>
    public static ImportRefusedException CreateInvalidDefinitionException(int line) =>
        new(line, "detail of raceStarted is not the definition of a race, written as JSON.");

    private static bool IsValidRun(ModeInfo? run, int maxWorkers) => run is not null
        && SafeText.IsSlug(run.Id) && SafeText.IsLine(run.Title, MaxTitle)
        && run.Summary is not null && SafeText.IsNullOrText(run.Summary, MaxSummary)
        && run.ResultUnit is { Length: > 1 } && SafeText.IsLine(run.ResultUnit, MaxTitle)
        && (run.RunWorkers is null || (run.RunWorkers >= 0 && run.RunWorkers <= maxWorkers)) && run.MaxWorkers is null or >= 0
        && (run.WorkerPhaseKinds is null || (run.WorkerPhaseKinds.Count <= MaxPhaseKinds && run.WorkerPhaseKinds.All(IsValidPhase)));

    private static bool IsValidPhase(PhaseKind? phase) => phase is not null && SafeText.IsLine(phase.NamePrefix, MaxLabelLength);

    // Checks only rules that are the same on all servers. This server may lack a mode or the site of an imported plan, but needs them only
    // if somebody runs the plan again.
    private static bool IsValidPlan(RacePlan plan, RaceDefinition definition) =>
        !PlanFields.All.SelectMany(field => field.Check(plan)).Any()
        && plan.Countries.SequenceEqual(definition.FutureLabels) && plan.Countries.All(Country.IsWellFormedCode)
        && plan.Modes.SequenceEqual(definition.Runs.Select(run => run.Id))
        && !definition.Runs.Any(run => run.IsAuxiliary || run.IsExecutorSession);

    private static bool IsValidExperiment(ExperimentInfo experiment) =>
        SafeText.IsSlug(experiment.Id) && SafeText.IsLine(experiment.Title, MaxTitle)
        && experiment.SettingsLine is not null && SafeText.IsNullOrText(experiment.SettingsLine, MaxSummary)
        && experiment.Link is not null && LocalLink().IsMatch(experiment.Link);

    private static bool IsValidProgram(ProgramInfo program, RaceDefinition definition) =>
        definition is { Plan: null, Experiment: null, FutureLabels.Count: 0 }
        && SafeText.IsLine(program.Name, MaxTitle) && SafeText.IsLine(program.PythonVersion, MaxTitle)
        && program is { Futures: >= 0 and <= ProgramInfo.MaxFutures, LostObservations: >= 0, LeftOutExecutors: >= 0 };

    // Allows only local links to experiments, so that an imported log cannot link to another site.
    [GeneratedRegex("""^/experiments/[a-z0-9-]{1,40}(\?[A-Za-z0-9=&.,%+_-]{0,2000})?\z""")]
    private static partial Regex LocalLink();
}
