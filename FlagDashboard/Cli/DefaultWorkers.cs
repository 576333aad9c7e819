using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The number of workers of a download on the command line.</summary>
internal static class DefaultWorkers
{
    /// <summary>The most workers; a greater number means this one.</summary>
    public const int Most = 1000;

    /// <summary>The workers of a plan: at most one per code, and one for a mode that has no pool.</summary>
    /// <param name="mode">The mode; null for one that does not exist, which the plan's reader refuses.</param>
    /// <param name="asked">The number as it was typed; null for the mode's default.</param>
    /// <param name="codes">How many codes there are.</param>
    /// <exception cref="UsageException"><paramref name="asked"/> is not a whole number from 1.</exception>
    public static int For(ModeInfo? mode, string? asked, int codes)
    {
        var workers = asked is null ? mode?.DefaultWorkers ?? 1 : Asked(asked);
        return Math.Min(mode is { Pooled: false } ? 1 : workers, codes);
    }

    // A number above the limit is no mistake: it asks for as many as there can be.
    private static int Asked(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > Most
            ? Most
            : CliOption.Whole("--max_req", text, most: Most);
}
