namespace FlagDashboard.Bench;

/// <summary>A table, or a few that are measured together.</summary>
/// <param name="Suite">The command that measures it: run, page or viewers.</param>
/// <param name="Name">Its name for --only.</param>
/// <param name="Measure">Measures it, and reports.</param>
internal sealed record Part(string Suite, string Name, Func<Task> Measure);

/// <summary>What was asked for on the command line.</summary>
/// <param name="Suite">run, page or viewers.</param>
/// <param name="Quick">Whether only to try that everything works.</param>
/// <param name="Only">The names of the parts that are wanted; empty for all.</param>
internal sealed record Choice(string Suite, bool Quick, IReadOnlyList<string> Only)
{
    /// <summary>Whether it measures all, and as often as it is to be: only then its tables are the last measurement.</summary>
    public bool Whole => !Quick && Only.Count == 0;

    /// <exception cref="CannotMeasureException">It is none of what there is.</exception>
    public static Choice Read(string[] args)
    {
        var choice = new Choice(args[0], false, []);
        for (var next = 1; next < args.Length; next++)
        {
            choice = args[next] switch
            {
                "--quick" => choice with { Quick = true },
                "--only" when next + 1 < args.Length => choice with { Only = args[++next].Split(',') },
                "--only" => throw new CannotMeasureException("--only needs names, with commas between them."),
                var other => throw new CannotMeasureException($"There is no {other}; there are --quick and --only NAMES."),
            };
        }

        return choice;
    }

    /// <exception cref="CannotMeasureException">A name is none of theirs.</exception>
    public IReadOnlyList<Part> Of(IEnumerable<Part> all)
    {
        var parts = all.Where(part => part.Suite == Suite).ToList();
        var unknown = Only.FirstOrDefault(name => parts.TrueForAll(part => part.Name != name));
        return unknown is null
            ? [.. parts.Where(part => Only.Count == 0 || Only.Contains(part.Name))]
            : throw new CannotMeasureException(
                $"bench/{Suite} has no part \"{unknown}\"; it has {string.Join(", ", parts.Select(part => part.Name))}.");
    }
}
