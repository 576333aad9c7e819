using System.Text.Json;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>Reads a field of a plan from JSON as texts, which <see cref="PlanReader"/> then reads as it reads those of the page.</summary>
internal static class PlanJson
{
    /// <summary>Reads the texts of a field: numbers as they are spelt, and a list also from one text that has all of its items.</summary>
    /// <returns>The texts; null for JSON that the field does not take.</returns>
    public static IReadOnlyList<string>? Read(PlanFieldKind kind, JsonElement json) => kind switch
    {
        PlanFieldKind.EnumNames or PlanFieldKind.Texts => Texts(json),
        PlanFieldKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? [json.GetRawText()] : null,
        _ => Text(json) is { } text ? [text] : null,
    };

    /// <summary>Names the JSON that a field takes, for a message.</summary>
    public static string DescribeExpected(PlanFieldKind kind) => kind switch
    {
        PlanFieldKind.WholeNumber => "a whole number",
        PlanFieldKind.Number => "a number",
        PlanFieldKind.EnumName => "a name",
        PlanFieldKind.Boolean => "true or false",
        _ => "a list of texts",
    };

    /// <summary>Names the JSON that was sent instead, for a message.</summary>
    public static string DescribeActual(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => Texts(json) is null ? "a list of something else" : "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => ReadUnicode(json) is null ? "text that is none" : "text",
        _ => json.GetRawText(),
    };

    private static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.String => ReadUnicode(json),
        _ => null,
    };

    private static IReadOnlyList<string>? Texts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return ReadUnicode(json) is { } list ? CountrySelection.SplitList(list) : null;
        if (json.ValueKind != JsonValueKind.Array)
            return null;
        var texts = json.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.String ? ReadUnicode(item) : null)
            .OfType<string>()
            .ToList();
        return texts.Count == json.GetArrayLength() ? texts : null;
    }

    /// <summary>
    /// Reads a text; null if it is not valid Unicode, because an escape can stand for half of a surrogate pair.
    /// </summary>
    public static string? ReadUnicode(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
