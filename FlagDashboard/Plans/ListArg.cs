namespace FlagDashboard.Plans;

/// <summary>A list as an argument of a template. Its items are joined by the separator of the reader's language.</summary>
/// <param name="Items">The items. Each can be any argument of a template.</param>
public sealed record ListArg(params IEnumerable<object> Items)
{
    /// <summary>The text between two items in English, which is the key of its translations.</summary>
    public const string Separator = ", ";

    /// <summary>The list in English.</summary>
    public override string ToString() => string.Join(Separator, Items);
}
