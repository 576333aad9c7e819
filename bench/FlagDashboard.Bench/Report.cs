using System.Text;
using System.Text.Json;

namespace FlagDashboard.Bench;

/// <summary>One row of a table.</summary>
/// <param name="Table">The heading of the table.</param>
/// <param name="What">The label of the row.</param>
/// <param name="Unit">The unit, or × for a ratio of two values that were measured in the same round.</param>
/// <param name="Value">The median of the samples, or a percentile over all rounds.</param>
/// <param name="Samples">The measured values, one for each round.</param>
/// <param name="Wanted">The target as text; empty for no target.</param>
/// <param name="Reached">Whether the target is reached; null for no target.</param>
internal sealed record Figure(
    string Table, string What, string Unit, double Value, IReadOnlyList<double> Samples, string Wanted, bool? Reached);

/// <summary>Statistics of samples. Pure functions.</summary>
internal static class Stats
{
    /// <summary>The median; the mean of the two middle samples if their number is even.</summary>
    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The smallest sample that is at least as large as <paramref name="percent"/> percent of the samples.</summary>
    public static double Percentile(IEnumerable<double> samples, double percent)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Count) - 1)];
    }

    /// <summary>The ratios of two series, of which each has one value for each round.</summary>
    public static IReadOnlyList<double> PairedRatios(IEnumerable<double> numerators, IEnumerable<double> denominators) =>
        [.. numerators.Zip(denominators, (one, other) => one / other)];
}

/// <summary>Collects figures, and writes them as tables and as JSON. Not thread-safe.</summary>
/// <param name="machine">The description of the machine.</param>
internal sealed class Report(string machine)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _skipped = [];
    private readonly Dictionary<string, double> _seconds = [];
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;

    private string Heading =>
        string.Join("; ", [$"{_began:yyyy-MM-dd HH:mm} UTC", machine,
        $"measured in {TimeSpan.FromSeconds(_seconds.Values.Sum()):m\\:ss} min", .. _skipped]);

    /// <summary>Adds a figure without a target.</summary>
    public void Add(string table, string what, string unit, IEnumerable<double> samples) => AddFigure(table, what, unit, samples, "", null);

    /// <summary>
    /// Adds a figure with the target that its median is at most <paramref name="most"/>, and that no sample exceeds
    /// <paramref name="worst"/>.
    /// </summary>
    public void AtMost(double most, string table, string what, string unit, IEnumerable<double> samples, double? worst = null) =>
        AddFigure(table, what, unit, samples, $"≤ {most:0.##}" + (worst is null ? "" : $", worst ≤ {worst:0.##}"), (median, highest) =>
            median <= most && highest <= (worst ?? double.MaxValue));

    /// <summary>Adds a figure with the target that its median is at least <paramref name="least"/>.</summary>
    public void AtLeast(double least, string table, string what, string unit, IEnumerable<double> samples) =>
        AddFigure(table, what, unit, samples, $"≥ {least:0.##}", (median, _) => median >= least);

    /// <summary>Adds a figure that is a percentile over all rounds. Its range shows the percentiles of single rounds.</summary>
    /// <param name="percent">The percentile, from 1 to 100.</param>
    /// <param name="most">The target, which the percentile must not exceed; null for no target.</param>
    /// <param name="table">The heading of the table.</param>
    /// <param name="what">The label of the row.</param>
    /// <param name="rounds">The samples of each round, in ms.</param>
    public void Percentile(int percent, double? most, string table, string what, IReadOnlyList<IReadOnlyList<double>> rounds)
    {
        var value = Stats.Percentile(rounds.SelectMany(round => round), percent);
        _figures.Add(new(table, $"{what}: p{percent}", "ms", value, [.. rounds.Select(round => Stats.Percentile(round, percent))],
            most is null ? "" : $"≤ {most:0.##}", most is null ? null : value <= most));
    }

    /// <summary>Says, on standard error and above the tables, what is not measured and why.</summary>
    public void ReportSkipped(string what)
    {
        _skipped.Add(what);
        Console.Error.Write($"{what} … ");
    }

    /// <summary>Adds the duration of a part.</summary>
    public void AddDuration(string part, TimeSpan time) => _seconds[part] = time.TotalSeconds;

    /// <summary>Writes all figures as Markdown tables.</summary>
    public string AsTables()
    {
        var text = new StringBuilder($"{Heading}\n");
        foreach (var table in _figures.GroupBy(figure => figure.Table))
        {
            text.Append($"\n### {table.Key}\n\n| figure | measured | lowest – highest | wanted | |\n| --- | ---: | ---: | ---: | --- |\n");
            foreach (var figure in table)
            {
                var range = $"{Number(figure.Samples.Min(), "")} – {Number(figure.Samples.Max(), "")}";
                var reached = figure.Reached switch { true => "reached", false => "**not reached**", _ => "" };
                text.Append($"| {figure.What} | {Number(figure.Value, figure.Unit)} | {range} | {figure.Wanted} | {reached} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Saves the tables, and every sample as JSON. A complete run also writes its tables into docs/performance.md.</summary>
    public void Save(Workbench bench, BenchOptions options)
    {
        Directory.CreateDirectory(bench.Results);
        var path = Path.Combine(bench.Results, options.IsComplete ? $"{options.Suite}.json" : $"{options.Suite}.part.json");
        File.WriteAllText(path, JsonSerializer.Serialize(
            new { heading = Heading, seconds = _seconds, figures = _figures },
            new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        File.WriteAllText(Path.ChangeExtension(path, ".md"), AsTables());
        var document = options.IsComplete ? $" and to {bench.Document}" : "";
        Console.Error.WriteLine($"Results are saved to {path}, and tables to the .md file beside it{document}.");
        if (options.IsComplete)
            File.WriteAllText(bench.Document,
                ReplaceTables(File.ReadAllText(bench.Document), $"<!-- bench/{options.Suite} writes this -->\n",
                    $"<!-- bench/{options.Suite} wrote this -->\n"));
    }

    // Replaces the text between two markers by the tables.
    private string ReplaceTables(string text, string from, string to)
    {
        var (begin, end) = (text.IndexOf(from, StringComparison.Ordinal) + from.Length, text.IndexOf(to, StringComparison.Ordinal));
        return begin >= from.Length && end >= begin
            ? $"{text[..begin]}\n{AsTables()}\n{text[end..]}"
            : throw new CannotMeasureException(
                $"docs/performance.md needs two lines around the tables: {from.Trim()} and, after it, {to.Trim()}.");
    }

    private void AddFigure(string table, string what, string unit, IEnumerable<double> samples, string wanted,
        Func<double, double, bool>? reached)
    {
        var all = samples.ToList();
        var median = Stats.Median(all);
        _figures.Add(new(table, what, unit, median, all, wanted, reached?.Invoke(median, all.Max())));
    }

    private static string Number(double value, string unit) => unit switch
    {
        "×" => $"×{Short(value)}",
        "" => Short(value),
        _ => $"{Short(value)} {unit}",
    };

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 100 => $"{value:#,0}",
        >= 10 => $"{value:0.0}",
        _ => $"{value:0.000}",
    };
}
