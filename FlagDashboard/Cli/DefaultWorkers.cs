using System.Globalization;

namespace FlagDashboard.Cli;

/// <summary>How many downloads a mode has under way at once when nobody says, and at most.</summary>
internal static class DefaultWorkers
{
    /// <summary>More than this is never used, however many are asked for.</summary>
    public const int Most = 1000;

    /// <summary>What a plan's workers are: the least of what was asked for, of what the mode takes, and of the codes there are.</summary>
    /// <param name="mode">The id of a mode.</param>
    /// <param name="asked">What was typed; null stands for what is usual.</param>
    /// <param name="codes">How many codes there are.</param>
    /// <exception cref="UsageException">What was typed is no such number.</exception>
    public static int For(string mode, string? asked, int codes)
    {
        var workers = asked is null ? Usual(mode) : Asked(asked);
        return Math.Min(mode == "sequential" ? 1 : workers, codes);
    }

    // To ask for more than there can be is no mistake.
    private static int Asked(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > Most ? Most : CliOption.WholeNumber("--max_req", text, max: Most);

    // Threads that only wait are cheap. A process is not: as many as there are processors, as its executor has it.
    private static int Usual(string mode) => mode switch
    {
        "sequential" => 1,
        "async" => 5,
        "processes" => Environment.ProcessorCount,
        _ => 30,
    };
}
