namespace FlagDashboard.Plans;

/// <summary>The option of the command line that sets a field of a plan.</summary>
/// <param name="Name">The name of the option with its dashes, such as <c>--delay</c>.</param>
/// <param name="ValueName">The name of the option's value in the help, such as <c>MS</c>.</param>
/// <param name="Aliases">Other names of the option, with their dashes.</param>
public sealed record CommandLineOption(string Name, string ValueName, params IReadOnlyList<string> Aliases)
{
    /// <summary>The text of the field if the option is not given.</summary>
    /// <value>Null by default, which stands for the default of the field.</value>
    public string? Default { get; init; }
}
