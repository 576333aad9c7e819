namespace FlagDashboard.Futures;

/// <summary>The names of types for messages. Those of .NET name a generic type by a number and assemblies.</summary>
internal static class TypeName
{
    /// <summary>Returns the name with its type arguments, without namespaces: <c>Dictionary&lt;String, Int32&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        var end = type.Name.IndexOf('`', StringComparison.Ordinal);
        return end < 0 ? type.Name : $"{type.Name[..end]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }
}
