using System.Text;
using System.Text.Json;

namespace FlagDashboard.Bench;

/// <summary>One figure.</summary>
/// <param name="Table">Under which heading.</param>
/// <param name="What">What it is.</param>
/// <param name="Unit">Its unit, or × for a ratio of two that were measured in turn.</param>
/// <param name="Value">The median of the samples, or a percentile of all that they are percentiles of.</param>
/// <param name="Samples">What was measured, one for each round.</param>
/// <param name="Wanted">What is to be reached, for people; empty if nothing.</param>
/// <param name="Reached">Whether it is; null if nothing is wanted.</param>
internal sealed record Figure(
    string Table, string What, string Unit, double Value, IReadOnlyList<double> Samples, string Wanted, bool? Reached);

internal static class Stats
{
    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The smallest sample that so many percent of them do not exceed.</summary>
    public static double Percentile(IEnumerable<double> samples, double percent)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Count) - 1)];
    }

    /// <summary>The ratios of what was measured in the same round.</summary>
    public static IReadOnlyList<double> Paired(IEnumerable<double> these, IEnumerable<double> those) =>
        [.. these.Zip(those, (one, other) => one / other)];
}

/// <summary>All figures, as tables and as JSON.</summary>
/// <param name="machine">What was measured on.</param>
internal sealed class Report(string machine)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _leftOut = [];
    private readonly Dictionary<string, double> _seconds = [];
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;

    private string Heading =>
        string.Join("; ", [$"{_began:yyyy-MM-dd HH:mm} UTC", machine,
        $"measured in {TimeSpan.FromSeconds(_seconds.Values.Sum()):m\\:ss} min", .. _leftOut]);

    public void Say(string table, string what, string unit, IEnumerable<double> samples) => Add(table, what, unit, samples, "", null);

    /// <summary>
    /// A figure whose median is to be at most <paramref name="most"/>, and whose worst sample at most <paramref name="worst"/>.
    /// </summary>
    public void AtMost(double most, string table, string what, string unit, IEnumerable<double> samples, double? worst = null) =>
        Add(table, what, unit, samples, $"≤ {most:0.##}" + (worst is null ? "" : $", worst ≤ {worst:0.##}"), (median, highest) =>
            median <= most && highest <= (worst ?? double.MaxValue));

    public void AtLeast(double least, string table, string what, string unit, IEnumerable<double> samples) =>
        Add(table, what, unit, samples, $"≥ {least:0.##}", (median, _) => median >= least);

    /// <summary>A percentile of all that was measured; the rounds show how far each by itself is from it.</summary>
    /// <param name="percent">Which.</param>
    /// <param name="most">What it is to be at most; null if nothing is wanted.</param>
    /// <param name="table">Under which heading.</param>
    /// <param name="what">Of what.</param>
    /// <param name="rounds">What was measured in each round, in ms.</param>
    public void Percentile(int percent, double? most, string table, string what, IReadOnlyList<IReadOnlyList<double>> rounds)
    {
        var value = Stats.Percentile(rounds.SelectMany(round => round), percent);
        _figures.Add(new(table, $"{what}: p{percent}", "ms", value, [.. rounds.Select(round => Stats.Percentile(round, percent))],
            most is null ? "" : $"≤ {most:0.##}", most is null ? null : value <= most));
    }

    /// <summary>Tells, now and above the tables, what is not measured, and why.</summary>
    public void LeftOut(string what)
    {
        _leftOut.Add(what);
        Console.Error.Write($"{what} … ");
    }

    /// <summary>Notes how long a part took.</summary>
    public void Took(string part, TimeSpan time) => _seconds[part] = time.TotalSeconds;

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

    /// <summary>Writes the tables, and every sample as JSON; those of a whole run into docs/performance.md, too.</summary>
    public void Save(Workbench bench, Choice choice)
    {
        Directory.CreateDirectory(bench.Results);
        var path = Path.Combine(bench.Results, choice.Whole ? $"{choice.Suite}.json" : $"{choice.Suite}.part.json");
        File.WriteAllText(path, JsonSerializer.Serialize(
            new { heading = Heading, seconds = _seconds, figures = _figures },
            new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        File.WriteAllText(Path.ChangeExtension(path, ".md"), AsTables());
        Console.Error.WriteLine($"Written to {path}, with tables beside it{(choice.Whole ? $", and to {bench.Document}" : "")}.");
        if (choice.Whole)
            File.WriteAllText(bench.Document,
                Between(File.ReadAllText(bench.Document), $"<!-- bench/{choice.Suite} writes this -->\n",
                $"<!-- bench/{choice.Suite} wrote this -->\n"));
    }

    // The tables where the last ones were.
    private string Between(string text, string from, string to)
    {
        var (begin, end) = (text.IndexOf(from, StringComparison.Ordinal) + from.Length, text.IndexOf(to, StringComparison.Ordinal));
        return begin >= from.Length && end >= begin
            ? $"{text[..begin]}\n{AsTables()}\n{text[end..]}"
            : throw new CannotMeasureException(
                $"docs/performance.md has no place for the tables: {from.Trim()} and, after it, {to.Trim()}.");
    }

    private void Add(string table, string what, string unit, IEnumerable<double> samples, string wanted, Func<double, double,
        bool>? reached)
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
