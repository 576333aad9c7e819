using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>Writes problems of a plan as text in the language of the reader.</summary>
internal static class ProblemText
{
    /// <summary>The text of one problem.</summary>
    public static string Of(PlanProblem problem, IStringLocalizer localizer) =>
        new Sentence(problem.Template, problem.Arguments).Localize(localizer.Translate);

    /// <summary>The texts of several problems, joined by spaces.</summary>
    public static string Of(IEnumerable<PlanProblem> problems, IStringLocalizer localizer) =>
        string.Join(' ', problems.Select(problem => Of(problem, localizer)));
}
