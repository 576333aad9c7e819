using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Describes the results of a series of races in sentences. The page, the API and the command line share the sentences.</summary>
public static class RepeatText
{
    /// <summary>
    /// Sentences about the differences between modes, real differences first. A sentence compares one mode with all modes that are faster,
    /// or with all modes from which it does not differ.
    /// </summary>
    public static IEnumerable<Sentence> DifferencesOf(RepeatSummary summary) =>
        Enum.GetValues<DifferenceCertainty>().Reverse().SelectMany(kind => summary.Differences
            .Where(difference => difference.Certainty == kind)
            .GroupBy(difference => kind == DifferenceCertainty.NotSignificant ? difference.Faster : difference.Slower)
            .Select(group => Of(kind, group)));

    /// <summary>Returns the reason why a run is not counted.</summary>
    public static Sentence Of(ExclusionReason reason) => new(reason switch
    {
        ExclusionReason.Cancelled => "cancelled",
        ExclusionReason.Interrupted => "interrupted",
        ExclusionReason.EndedEarly => "ended early",
        _ => "changed by a person",
    });

    private static Sentence Of(DifferenceCertainty kind, IGrouping<RepeatedMode, ModeDifference> group) => kind switch
    {
        DifferenceCertainty.Significant => new("Real: {0} is slower than {1}.", group.Key.Mode, Others(group)),
        DifferenceCertainty.TooFewRuns => new(
            "Not certain: every run of {0} was slower than those of {1}, but with so few runs it can be chance. Repeat {2} times or more.",
            group.Key.Mode, Others(group), RepeatSummary.MinRunsForRealDifference),
        _ => new("No difference shown between {0} and {1}.", group.Key.Mode, Names(group)),
    };

    private static ListArg Others(IEnumerable<ModeDifference> differences) =>
        new(differences.Select(other => new Sentence("{0} ({1})", other.Faster.Mode, new FactorArg(other.Factor))));

    private static Sentence Names(IEnumerable<ModeDifference> differences) =>
        Sentence.Join("{0} or {1}", differences.Select(other => other.Slower.Mode));
}
