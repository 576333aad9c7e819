using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>
/// Thrown when the command line is invalid. The message is one line of text; the exit code is <see cref="ExitCode.Usage"/>.
/// </summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Creates an exception from a problem of a plan. Its message begins with the option that sets the wrong field.</summary>
    public static UsageException Of(PlanProblem problem) =>
        new(OptionOf(problem.Field) is { } option ? $"{option}: {problem}" : problem.ToString());

    private static string? OptionOf(string field) =>
        field == PlanFields.Countries.Name ? "CC" : PlanFields.FindByJsonName(field)?.CommandLineOption?.Name;
}
