namespace FlagDashboard.Plans;

/// <summary>Thrown when a plan cannot be run; the message names every problem.</summary>
public sealed class PlanRefusedException(IReadOnlyList<PlanProblem> problems)
    : Exception(string.Join(" ", problems.Select(problem => problem.ToString())))
{
    /// <summary>The problems, field by field; at least one.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; } = problems;
}
