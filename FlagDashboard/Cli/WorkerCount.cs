using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The number of workers of a download on the command line.</summary>
internal static class WorkerCount
{
    /// <summary>The most workers; a greater number means this one.</summary>
    public const int MaxWorkers = 1000;

    /// <summary>The help of the option --max_req.</summary>
    public static string Help { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"Downloads at once, 1 to {MaxWorkers}, and never more than there are codes. By default 1 for sequential, "
        + $"{ModeInfo.DefaultThreads} for threads, {ModeInfo.DefaultLoopSlots} for async, and one per processor for processes.");

    /// <summary>The workers of a plan: at most one per code, and one for a mode that has no pool.</summary>
    /// <param name="mode">The mode; null for one that does not exist, which the plan's reader refuses.</param>
    /// <param name="typed">The number as it was typed; null for the mode's default.</param>
    /// <param name="codes">The number of codes.</param>
    /// <exception cref="UsageException"><paramref name="typed"/> is not a whole number from 1.</exception>
    public static int For(ModeInfo? mode, string? typed, int codes)
    {
        var workers = typed is null ? mode?.DefaultWorkers ?? 1 : Parse(typed);
        return Math.Min(mode is { Pooled: false } ? 1 : workers, codes);
    }

    // A number above the limit asks for as many workers as possible, so it is no mistake. The number is replaced by the limit.
    private static int Parse(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > MaxWorkers
            ? MaxWorkers
            : CliOption.ParseWholeNumber("--max_req", text, max: MaxWorkers);
}
