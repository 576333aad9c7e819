using System.Text.RegularExpressions;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>Chooses short names for threads, which have to fit beside a row.</summary>
internal static partial class WorkerNames
{
    /// <summary>The name of a thread. One of ThreadPoolExecutor-0_3 is called by its own number.</summary>
    public static string Of(string thread) => PoolThread().Match(thread) is { Success: true } match
        ? $"thread {match.Groups["number"].Value}" : SafeText.ToLine(thread, EventTexts.MaxNameLength);

    [GeneratedRegex(@"^ThreadPoolExecutor-\d+_(?<number>\d{1,9})\z")]
    private static partial Regex PoolThread();
}
