namespace FlagDashboard.Bench;

/// <summary>A part of the benchmark, which measures one or several tables.</summary>
/// <param name="Suite">The command that measures the part: run, page, viewers or python.</param>
/// <param name="Name">The name of the part for --only.</param>
/// <param name="Measure">Measures the part, and adds its figures to the report.</param>
internal sealed record Part(string Suite, string Name, Func<Task> Measure);

/// <summary>The options of the command line.</summary>
/// <param name="Suite">The command: run, page, viewers or python.</param>
/// <param name="Quick">Whether to measure few rounds, only to see that everything works.</param>
/// <param name="Only">The names of the parts to measure; empty for all.</param>
internal sealed record BenchOptions(string Suite, bool Quick, IReadOnlyList<string> Only)
{
    /// <summary>Whether all parts are measured with all rounds. Only then docs/performance.md shows the results.</summary>
    public bool IsComplete => !Quick && Only.Count == 0;

    /// <summary>Reads the arguments: the command and its options.</summary>
    /// <exception cref="CannotMeasureException">An option is unknown.</exception>
    public static BenchOptions Read(string[] args)
    {
        var options = new BenchOptions(args[0], false, []);
        for (var next = 1; next < args.Length; next++)
        {
            options = args[next] switch
            {
                "--quick" => options with { Quick = true },
                "--only" when next + 1 < args.Length => options with { Only = args[++next].Split(',') },
                "--only" => throw new CannotMeasureException("--only needs names, separated by commas."),
                var other => throw new CannotMeasureException($"The option {other} is unknown. The options are --quick and --only NAMES."),
            };
        }

        return options;
    }

    /// <summary>Selects the parts to measure.</summary>
    /// <exception cref="CannotMeasureException">No part has one of the names in <see cref="Only"/>.</exception>
    public IReadOnlyList<Part> Select(IEnumerable<Part> all)
    {
        var parts = all.Where(part => part.Suite == Suite).ToList();
        var unknown = Only.FirstOrDefault(name => parts.TrueForAll(part => part.Name != name));
        return unknown is null
            ? [.. parts.Where(part => Only.Count == 0 || Only.Contains(part.Name))]
            : throw new CannotMeasureException(
                $"bench/{Suite} has no part \"{unknown}\". Its parts are {string.Join(", ", parts.Select(part => part.Name))}.");
    }
}
