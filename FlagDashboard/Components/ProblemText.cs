using FlagDashboard.Plans;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>Problems as text for people, in their language.</summary>
internal static class ProblemText
{
    /// <summary>One problem.</summary>
    public static string Of(PlanProblem problem, IStringLocalizer localizer) => localizer[problem.Template, problem.Arguments];

    /// <summary>Several problems, one sentence after another.</summary>
    public static string Of(IEnumerable<PlanProblem> problems, IStringLocalizer localizer) =>
        string.Join(' ', problems.Select(problem => Of(problem, localizer)));
}
