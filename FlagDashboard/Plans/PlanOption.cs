namespace FlagDashboard.Plans;

/// <summary>How a field of a plan is given on the command line.</summary>
/// <param name="Name">The option's name with its dashes: <c>--delay</c>.</param>
/// <param name="ValueName">What help calls its value: <c>MS</c>.</param>
/// <param name="Aliases">Other names of the option, with their dashes.</param>
public sealed record PlanOption(string Name, string ValueName, params IReadOnlyList<string> Aliases)
{
    /// <summary>The text that a download without this option has.</summary>
    /// <value>Null by default: the default of the field.</value>
    public string? Default { get; init; }
}
