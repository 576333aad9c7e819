namespace FlagDashboard.Plans;

/// <summary>A plan that cannot be run; the message names every problem.</summary>
public sealed class PlanRefusedException(IReadOnlyList<PlanProblem> problems)
    : Exception(string.Join(" ", problems.Select(problem => problem.ToString())))
{
    /// <summary>What is wrong, field by field; at least one.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; } = problems;
}
