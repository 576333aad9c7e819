using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlagDashboard.Futures.Processes;

/// <summary>Compares a value with its copy that went through JSON.</summary>
internal static class RoundTripEquality
{
    private const BindingFlags DeclaredFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // The comparison also follows fields that are not written to JSON. Such fields may link objects in a cycle, so the comparison stops at
    // this depth. Values from JSON are never that deep, because System.Text.Json allows only 64 levels.
    private const int MaxDepth = 200;

    /// <summary>
    /// Whether a copy has the same value as the original. They are the same if the Equals method of their type says so, if all their items
    /// are the same, or if all their fields are the same.
    /// </summary>
    public static bool IsEqual(object? original, object? copy) => IsEqual(original, copy, depth: 0);

    private static bool IsEqual(object? original, object? copy, int depth)
    {
        if (ReferenceEquals(original, copy))
            return true;
        if (original is null || copy is null || depth > MaxDepth)
            return false;
        return (original, copy) switch
        {
            (_, JsonElement json) => IsEqualJson(original, json, depth),
            (JsonNode node, JsonNode json) => JsonNode.DeepEquals(node, json),
            (string text, _) => text.Equals(copy),
            (IDictionary map, IDictionary copied) => EntriesAreEqual(map, copied, depth) && AddedFieldsAreEqual(original, copy, depth),
            (IEnumerable items, IEnumerable copied) => ItemsAreEqual(items, copied, depth) && AddedFieldsAreEqual(original, copy, depth),
            _ => original.GetType() == copy.GetType()
                && (original.Equals(copy) || (!original.GetType().IsPrimitive && FieldsAreEqual(original, copy, depth, _ => true))),
        };
    }

    // A value that is declared as object arrives as a JsonElement. The original is then compared with the text, number, list or object that
    // the element contains.
    private static bool IsEqualJson(object original, JsonElement json, int depth) => original switch
    {
        JsonElement element => JsonElement.DeepEquals(element, json),
        string text => json.ValueKind == JsonValueKind.String && json.ValueEquals(text),
        bool value => json.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            json.ValueKind == JsonValueKind.Number,
        IDictionary map => json.ValueKind == JsonValueKind.Object && map.Keys.Cast<object>().All(
            key => key is string name && json.TryGetProperty(name, out var value) && IsEqual(map[key], value, depth + 1)),
        IEnumerable items => json.ValueKind == JsonValueKind.Array && ItemsAreEqual(items, json.EnumerateArray(), depth),
        _ => false,
    };

    private static bool EntriesAreEqual(IDictionary original, IDictionary copy, int depth) =>
        original.Count == copy.Count && ComparerOf(original) is var comparer && Equals(comparer, ComparerOf(copy))
        && original.Keys.Cast<object>().All(key => copy.Contains(key) && IsEqual(original[key], copy[key], depth + 1));

    // Returns the comparer of a collection. The comparers of the original and the copy must be equal too: JSON does not carry a comparer,
    // so a dictionary that ignores case, for example, would arrive as one that does not.
    private static object? ComparerOf(object collection) => collection.GetType().GetProperty("Comparer")?.GetValue(collection);

    private static bool ItemsAreEqual(IEnumerable original, IEnumerable copy, int depth)
    {
        var copied = copy.GetEnumerator();
        foreach (var item in original)
        {
            if (!copied.MoveNext() || !IsEqual(item, copied.Current, depth + 1))
                return false;
        }

        return !copied.MoveNext() && (original.GetType() != copy.GetType() || Equals(ComparerOf(original), ComparerOf(copy)));
    }

    // A class derived from a .NET collection may add fields, and this compares the added fields. The fields of the .NET collection itself
    // are skipped: they only store its items, which EntriesAreEqual or ItemsAreEqual compares.
    private static bool AddedFieldsAreEqual(object original, object copy, int depth) => original.GetType() != copy.GetType()
        || FieldsAreEqual(original, copy, depth, type => type.Namespace?.StartsWith(nameof(System), StringComparison.Ordinal) != true);

    private static bool FieldsAreEqual(object original, object copy, int depth, Func<Type, bool> declaredBy)
    {
        for (var type = original.GetType(); type is not null; type = type.BaseType)
        {
            if (declaredBy(type)
                && !type.GetFields(DeclaredFields).All(field => IsEqual(field.GetValue(original), field.GetValue(copy), depth + 1)))
                return false;
        }

        return true;
    }
}
