using System.Text;
using System.Text.Json;

namespace FlagDashboard.Bench;

/// <summary>One figure.</summary>
/// <param name="Table">Under which heading.</param>
/// <param name="What">What it is.</param>
/// <param name="Unit">Its unit, or × for a ratio of two that were measured in turn.</param>
/// <param name="Samples">What was measured, one for each round.</param>
/// <param name="Wanted">What is to be reached, for people; empty if nothing.</param>
/// <param name="Reached">Whether the median is; null if nothing is wanted.</param>
internal sealed record Figure(string Table, string What, string Unit, IReadOnlyList<double> Samples, string Wanted, bool? Reached)
{
    public double Median { get; } = Stats.Median(Samples);
}

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
    public static IReadOnlyList<double> Paired(IEnumerable<double> these, IEnumerable<double> those) => [.. these.Zip(those, (one, other) => one / other)];
}

/// <summary>All figures, as tables and as JSON.</summary>
/// <param name="machine">What was measured on.</param>
internal sealed class Report(string machine)
{
    private readonly List<Figure> _figures = [];
    private string _took = "";

    public void Say(string table, string what, string unit, IEnumerable<double> samples) => _figures.Add(new(table, what, unit, [.. samples], "", null));

    /// <summary>A figure whose median is to be at most <paramref name="most"/>, and whose worst sample at most <paramref name="worst"/>.</summary>
    public void AtMost(double most, string table, string what, string unit, IEnumerable<double> samples, double? worst = null)
    {
        var all = samples.ToList();
        _figures.Add(new(table, what, unit, all, $"≤ {most:0.##}" + (worst is null ? "" : $", worst ≤ {worst:0.##}"), Stats.Median(all) <= most && all.Max() <= (worst ?? double.MaxValue)));
    }

    public void AtLeast(double least, string table, string what, string unit, IEnumerable<double> samples)
    {
        var all = samples.ToList();
        _figures.Add(new(table, what, unit, all, $"≥ {least:0.##}", Stats.Median(all) >= least));
    }

    public void Finish(TimeSpan took) => _took = $"measured in {took:m\\:ss} min";

    public string AsTables()
    {
        var text = new StringBuilder($"{machine}; {_took}\n");
        foreach (var table in _figures.GroupBy(figure => figure.Table))
        {
            text.Append($"\n### {table.Key}\n\n| figure | median | lowest – highest | wanted | |\n| --- | ---: | ---: | ---: | --- |\n");
            foreach (var figure in table)
                text.Append($"| {figure.What} | {Number(figure.Median, figure.Unit)} | {Number(figure.Samples.Min(), "")} – {Number(figure.Samples.Max(), "")} | {figure.Wanted} | {(figure.Reached switch { true => "reached", false => "**not reached**", _ => "" })} |\n");
        }

        return text.ToString();
    }

    /// <returns>The file.</returns>
    public string Save(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        if (Directory.Exists(Path.Combine(folder, "tmp")))
            Directory.Delete(Path.Combine(folder, "tmp"), recursive: true);
        var path = Path.Combine(folder, $"{name}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { machine, took = _took, figures = _figures }, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
        File.WriteAllText(Path.ChangeExtension(path, ".md"), AsTables());
        return path;
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
