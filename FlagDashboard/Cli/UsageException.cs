using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The command line asks for what it cannot mean. The message is one plain line; the exit code is <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What a problem of a plan is on the command line: the same message, under the option's name.</summary>
    public static UsageException Of(PlanProblem problem) =>
        new(OptionOf(problem.Field) is { } option ? $"{option}: {problem}" : problem.ToString());

    private static string? OptionOf(string field) =>
        field == PlanFields.Countries.Name ? "CC" : PlanFields.Find(field)?.Option?.Name;
}
