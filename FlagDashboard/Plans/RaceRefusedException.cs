namespace FlagDashboard.Plans;

/// <summary>Thrown when a race cannot be started or imported; the message names every problem.</summary>
public sealed class RaceRefusedException(IReadOnlyList<PlanProblem> problems)
    : Exception(string.Join(" ", problems.Select(problem => problem.ToString())))
{
    /// <summary>The problems, field by field; at least one.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; } = problems;

    /// <summary>The reason of the refusal.</summary>
    /// <value><see cref="RefusalKind.InvalidPlan"/> by default.</value>
    public RefusalKind Kind { get; init; }
}
