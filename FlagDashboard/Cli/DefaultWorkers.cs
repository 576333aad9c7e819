using System.Globalization;

namespace FlagDashboard.Cli;

/// <summary>How many downloads a mode has at once on the command line, by default and at most.</summary>
internal static class DefaultWorkers
{
    /// <summary>The most workers that can be asked for; a greater number counts as this one.</summary>
    public const int MaxWorkers = 1000;

    private const int ThreadWorkers = 30;
    private const int AsyncWorkers = 5;

    /// <summary>The help of the option --max_req.</summary>
    public static string Help { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"Downloads at once, 1 to {MaxWorkers}, and never more than there are codes. By default 1 for sequential, {ThreadWorkers} for "
        + $"threads, {AsyncWorkers} for async, and one per processor for processes.");

    /// <summary>The workers of a plan: no more than were asked for, than the mode takes, and than there are codes.</summary>
    /// <param name="mode">The id of a mode.</param>
    /// <param name="asked">The number that was typed; null for the mode's default.</param>
    /// <param name="codes">The number of codes.</param>
    /// <exception cref="UsageException"><paramref name="asked"/> is no whole number from 1.</exception>
    public static int For(string mode, string? asked, int codes)
    {
        var workers = asked is null ? Default(mode) : Parse(asked);
        return Math.Min(mode == "sequential" ? 1 : workers, codes);
    }

    // Asking for more than there can be is no mistake, as in the book's scripts.
    private static int Parse(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > MaxWorkers
            ? MaxWorkers
            : CliOption.Whole("--max_req", text, most: MaxWorkers);

    // Threads that only wait are cheap. Processes are not: their default is that of Python's ProcessPoolExecutor.
    private static int Default(string mode) => mode switch
    {
        "sequential" => 1,
        "async" => AsyncWorkers,
        "processes" => Environment.ProcessorCount,
        _ => ThreadWorkers,
    };
}
