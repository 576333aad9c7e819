using System.Text.RegularExpressions;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>Chooses a short name for each thread. The names have to fit beside the rows of a lane.</summary>
internal static partial class WorkerNames
{
    /// <summary>The short name of a thread. A thread of a pool, such as ThreadPoolExecutor-0_3, is called “thread 3”.</summary>
    public static string Of(string thread) => PoolThread().Match(thread) is { Success: true } match
        ? $"thread {match.Groups["number"].Value}" : SafeText.ToLine(thread, EventTextSanitizer.MaxNameLength);

    [GeneratedRegex(@"^ThreadPoolExecutor-\d+_(?<number>\d{1,9})\z")]
    private static partial Regex PoolThread();
}
