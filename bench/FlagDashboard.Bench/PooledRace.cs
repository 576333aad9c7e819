using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>The race that most tables are of: 249 flags at 100 ± 50 ms, 20 workers, by one pooled mode or by all three at once.</summary>
internal static class PooledRace
{
    public const string All = "three pooled modes × 249 futures at 100 ± 50 ms, 20 workers each";
    public const string Each = "249 flags, 100 ± 50 ms, 20 workers";
    public const int Workers = 20;
    public const int DelayMs = 100;
    public const int JitterMs = 50;

    public static readonly IReadOnlyList<string> Modes = ["threads-map", "threads-as-completed", "async"];

    /// <summary>The race, as the API takes it.</summary>
    /// <param name="bench">Knows the countries.</param>
    /// <param name="modes">All three, or one of them.</param>
    public static object Plan(Workbench bench, params IEnumerable<string> modes) =>
        new { modes, workers = Workers, delayMs = DelayMs, jitterMs = JitterMs, countries = bench.Codes };

    /// <summary>The race, as the page's address has it.</summary>
    public static string Link(params IEnumerable<string> modes) =>
        $"?cc=all&workers={Workers}&delay={DelayMs}&jitter={JitterMs}&modes={string.Join(',', modes)}";

    /// <summary>Elapsed ÷ ideal of its slowest run, by the log's own calls.</summary>
    public static double ElapsedByIdeal(RaceState race) => race.Runs.Max(run => run.Elapsed!.Value / Ideal.Of(run)!.FinishMs);

    /// <summary>Reports elapsed ÷ ideal, which is to be as small everywhere.</summary>
    public static void Say(Report report, string table, string what, IEnumerable<double> ratios) =>
        report.AtMost(1.03, table, what, "×", ratios, worst: 1.15);
}
