using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Reports a wrong command line. The message is one line for the user; the exit code is <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["countries"] = "CC",
        ["modes"] = "--mode",
        ["site"] = "--server",
        ["delayMs"] = "--delay",
        ["jitterMs"] = "--jitter",
        ["seed"] = "--seed",
        ["errorRate"] = "--error-rate",
    };

    /// <summary>Creates the exception for a problem of a plan: the message of the problem, after the name of the option it concerns.</summary>
    public static UsageException Of(PlanProblem problem) =>
        new(Options.TryGetValue(problem.Field, out var option) ? $"{option}: {problem}" : problem.ToString());
}
