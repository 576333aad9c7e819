using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>The plan that a draft means, or its problems.</summary>
/// <param name="Plan">The plan; null if there is a problem.</param>
/// <param name="Selection">The draft's countries, and its texts that are no country code.</param>
/// <param name="Problems">The problems of the draft, field by field.</param>
public sealed record PlanReadResult(RacePlan? Plan, CountrySelection Selection, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>The first problem of a field, by its name in JSON; null if the field has none.</summary>
    public PlanProblem? ProblemFor(string field) => Problems.FirstOrDefault(problem => problem.Field == field);
}

/// <summary>
/// Reads drafts. A text that is no country code stays in the selection, where the page shows it, and is not downloaded.
/// Stateless and thread-safe.
/// </summary>
public sealed class PlanReader(CountryCatalog catalog, PlanRules rules)
{
    /// <summary>Reads <paramref name="draft"/> and finds all of its problems.</summary>
    public PlanReadResult Read(PlanDraft draft)
    {
        var selection = CountrySelection.Read(catalog, draft.Countries, draft.AnyCode);
        var known = draft with { Countries = [.. selection.Picked.Select(country => country.Code)] };
        var problems = new List<PlanProblem>();
        var plan = PlanFields.All.Aggregate(
            new RacePlan { Countries = [], Modes = [] }, (plan, field) => field.CopyToPlan(known, plan, problems));

        // A field that could not be read has a placeholder as its value. Further problems of the field are left out, because they would be
        // about the placeholder, which nobody typed.
        var unread = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(rules.Check(plan).Where(problem => !unread.Contains(problem.Field)));
        return new PlanReadResult(problems.Count == 0 ? plan : null, selection, problems);
    }
}
