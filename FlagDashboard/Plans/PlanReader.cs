using System.Globalization;
using System.Numerics;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>What a draft reads as.</summary>
/// <param name="Plan">The plan; null if anything is wrong.</param>
/// <param name="Selection">Its countries, and what was taken for one.</param>
/// <param name="Problems">What is wrong, field by field.</param>
public sealed record PlanReading(RacePlan? Plan, CountrySelection Selection, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>What is wrong with a field; null if nothing is.</summary>
    public PlanProblem? For(string field) => Problems.FirstOrDefault(problem => problem.Field == field);
}

/// <summary>Reads drafts. A code that is no country stays in the selection, with its reason, and is not downloaded.</summary>
public sealed class PlanReader(CountryCatalog catalog, PlanRules rules)
{
    /// <summary>Reads <paramref name="draft"/> and says everything that is wrong with it.</summary>
    public PlanReading Read(PlanDraft draft)
    {
        var selection = CountrySelection.Read(catalog, draft.Countries, draft.AnyCode);
        var problems = new List<PlanProblem>();
        var plan = new RacePlan
        {
            Countries = [.. selection.Picked.Select(country => country.Code)],
            AnyCode = draft.AnyCode,
            Modes = draft.Modes,
            Workers = Number<int>("workers", draft.Workers, problems),
            Site = Name<SiteId>("site", draft.Site, problems),
            // No number is no bound either: the jitter is not held against a delay that nobody gave.
            DelayMs = Number("delayMs", draft.DelayMs, problems, standIn: double.NaN),
            JitterMs = Number<double>("jitterMs", draft.JitterMs, problems),
            Seed = Number<int>("seed", draft.Seed, problems),
            ErrorRate = Number<double>("errorRate", draft.ErrorRate, problems),
            Mix = [.. draft.Mix.Select(name => Name<FailureKind>("mix", name, problems))],
            Start = Name<StartOrder>("start", draft.Start, problems),
        };

        // A field that does not read needs no second complaint about the value that stands in for it.
        var unread = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(rules.Check(plan).Where(problem => !unread.Contains(problem.Field)));
        return new PlanReading(problems.Count == 0 ? plan : null, selection, problems);
    }

    private static T Number<T>(string field, string text, List<PlanProblem> problems, T standIn = default) where T : struct, INumber<T>
    {
        var style = typeof(T) == typeof(int) ? NumberStyles.Integer : NumberStyles.Float;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add(new(field, typeof(T) == typeof(int) ? "“{0}” is not a whole number in range." : "“{0}” is not a number.", SafeText.Short(text)));
        return standIn;
    }

    private static T Name<T>(string field, string text, List<PlanProblem> problems) where T : struct, Enum
    {
        // Numbers are not names, though the parser would take them.
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<T>(name);
        problems.Add(new(field, "“{0}” is none of {1}.", SafeText.Short(text), string.Join(", ", Enum.GetNames<T>())));
        return default;
    }
}
