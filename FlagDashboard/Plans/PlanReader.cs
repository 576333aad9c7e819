using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>The plan that was read from a draft, or the problems of the draft.</summary>
/// <param name="Plan">The plan; null if there is a problem.</param>
/// <param name="Selection">The countries of the draft, and the texts that are not country codes.</param>
/// <param name="Problems">The problems of the draft, field by field.</param>
public sealed record PlanReadResult(RacePlan? Plan, CountryLookup Selection, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>Returns the first problem of the field with this name in JSON; null if there is none.</summary>
    public PlanProblem? ProblemFor(string field) => Problems.FirstOrDefault(problem => problem.Field == field);
}

/// <summary>
/// Turns drafts into plans. A text that is not a country code stays in the selection, so that the page can show it, but is not downloaded.
/// Stateless and thread-safe.
/// </summary>
public sealed class PlanReader(CountryCatalog catalog, PlanRules rules)
{
    /// <summary>Reads <paramref name="draft"/> and finds all of its problems.</summary>
    public PlanReadResult Read(PlanDraft draft)
    {
        var selection = CountryLookup.Read(catalog, draft.Countries, draft.AllowsNonCountryCodes);
        var known = draft with { Countries = [.. selection.Found.Select(country => country.Code)] };
        var problems = new List<PlanProblem>();
        var plan = PlanFields.All.Aggregate(
            new RacePlan { Countries = [], Modes = [] }, (plan, field) => field.CopyToPlan(known, plan, problems));

        // A field that could not be read has a placeholder as its value. Problems that the rules find in such a field are left out, because
        // nobody typed the placeholder.
        var unread = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(rules.Check(plan).Where(problem => !unread.Contains(problem.Field)));
        return new PlanReadResult(problems.Count == 0 ? plan : null, selection, problems);
    }
}
