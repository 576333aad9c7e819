using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>The race of most tables: 249 flags at 100 ± 50 ms with 20 workers, in one pooled mode or in all three at once.</summary>
internal static class PooledRace
{
    public const string All = "three pooled modes × 249 futures at 100 ± 50 ms, 20 workers each";
    public const string Each = "249 flags, 100 ± 50 ms, 20 workers";
    public const int Workers = 20;
    public const int DelayMs = 100;
    public const int JitterMs = 50;

    public static readonly IReadOnlyList<string> Modes = ["threads-map", "threads-as-completed", "async"];

    /// <summary>The plan of the race in the form of the API.</summary>
    /// <param name="bench">Provides the countries.</param>
    /// <param name="modes">The modes of the race.</param>
    public static object Plan(Workbench bench, params IEnumerable<string> modes) =>
        new { modes, workers = Workers, delayMs = DelayMs, jitterMs = JitterMs, countries = bench.Codes };

    /// <summary>The plan of the race as the query of a page address.</summary>
    public static string Link(params IEnumerable<string> modes) =>
        $"?cc=all&workers={Workers}&delay={DelayMs}&jitter={JitterMs}&modes={string.Join(',', modes)}";

    /// <summary>Elapsed ÷ ideal of the slowest run, where the ideal uses the time that each call took in the log.</summary>
    public static double ElapsedByIdeal(RaceState race) => race.Runs.Max(run => run.ElapsedMs!.Value / Ideal.Of(run)!.ElapsedMs);

    /// <summary>Reports elapsed ÷ ideal, which has the same target in all tables.</summary>
    public static void ReportElapsedByIdeal(Report report, string table, string what, IEnumerable<double> ratios) =>
        report.AtMost(1.03, table, what, "×", ratios, worst: 1.15);
}
