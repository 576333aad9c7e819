using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Determines the number of workers for the command <c>download</c>.</summary>
internal static class WorkerCountResolver
{
    /// <summary>The maximum number of workers. A greater number is reduced to it.</summary>
    public const int MaxWorkers = 1000;

    /// <summary>The help text of the option --max_req.</summary>
    public static string MaxReqHelp { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"Downloads at once, 1 to {MaxWorkers}, and never more than there are codes. By default 1 for sequential, "
        + $"{ModeInfo.DefaultThreads} for threads, {ModeInfo.DefaultLoopSlots} for async, and one per processor for processes.");

    /// <summary>Returns the number of workers for a plan: at most one per country code, and 1 for a mode without a worker pool.</summary>
    /// <param name="mode">The mode; null if the user named an unknown mode, which <see cref="PlanReader"/> reports later.</param>
    /// <param name="typedWorkers">The number that the user typed; null for the default of the mode.</param>
    /// <param name="codeCount">The number of country codes.</param>
    /// <exception cref="UsageException"><paramref name="typedWorkers"/> is not a whole number from 1.</exception>
    public static int Resolve(ModeInfo? mode, string? typedWorkers, int codeCount)
    {
        var workers = typedWorkers is null ? mode?.DefaultCliWorkers ?? 1 : Parse(typedWorkers);
        return Math.Min(mode is { IsConcurrent: false } ? 1 : workers, codeCount);
    }

    // A number above MaxWorkers is not an error: the user wants as many workers as possible and gets MaxWorkers.
    private static int Parse(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > MaxWorkers
            ? MaxWorkers
            : CliOption.ParseWholeNumber("--max_req", text, max: MaxWorkers);
}
