using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>
/// Thrown when the command line is wrong. The message is one plain line; the exit code is <see cref="ExitCode.Usage"/>.
/// </summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Reports a problem of a plan with its message and the option of its field.</summary>
    public static UsageException Of(PlanProblem problem) =>
        new(OptionOf(problem.Field) is { } option ? $"{option}: {problem}" : problem.ToString());

    private static string? OptionOf(string field) =>
        field == PlanFields.Countries.Name ? "CC" : PlanFields.Find(field)?.Option?.Name;
}
