namespace FlagDashboard.Plans;

/// <summary>A list as an argument of a template, whose items are joined as the language of its reader does.</summary>
/// <param name="Items">The items, each of which is an argument itself.</param>
public sealed record ListArg(params IEnumerable<object> Items)
{
    /// <summary>The text between two items in English, which is the key of its translations.</summary>
    public const string Separator = ", ";

    /// <summary>The list in English.</summary>
    public override string ToString() => string.Join(Separator, Items);
}
