using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The command line asks for what it cannot mean. The message is one plain line; the exit code is <see cref="ExitCode.Usage"/>.</summary>
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

    /// <summary>What a problem of a plan is on the command line: the same message, under the option's name.</summary>
    public static UsageException Of(PlanProblem problem) =>
        new(Options.TryGetValue(problem.Field, out var option) ? $"{option}: {problem}" : problem.ToString());
}
