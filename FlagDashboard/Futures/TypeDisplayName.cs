namespace FlagDashboard.Futures;

/// <summary>
/// Writes the names of types for messages. The names that .NET gives to generic types, such as Dictionary`2, are hard to read.
/// </summary>
internal static class TypeDisplayName
{
    /// <summary>Returns the name with its type arguments, without namespaces: <c>Dictionary&lt;String, Int32&gt;</c>.</summary>
    public static string Format(Type type)
    {
        if (type.IsArray)
            return $"{Format(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        var end = type.Name.IndexOf('`', StringComparison.Ordinal);
        return end < 0 ? type.Name : $"{type.Name[..end]}<{string.Join(", ", type.GetGenericArguments().Select(Format))}>";
    }
}
