using System.Text.Json;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>
/// Converts a JSON field of a plan to strings. <see cref="PlanReader"/> then parses these strings like those that a person types on the
/// page.
/// </summary>
internal static class PlanFieldJson
{
    /// <summary>Converts a JSON value to strings. A number keeps its spelling, and a single string may contain a whole list.</summary>
    /// <returns>The strings; null if a field of this kind does not accept the JSON value.</returns>
    public static IReadOnlyList<string>? Read(PlanFieldKind kind, JsonElement json) => kind switch
    {
        PlanFieldKind.EnumNames or PlanFieldKind.Texts => ReadTexts(json),
        PlanFieldKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? [json.GetRawText()] : null,
        _ => ReadText(json) is { } text ? [text] : null,
    };

    /// <summary>Describes the JSON value that a field of this kind accepts, as a part of an error message.</summary>
    public static string DescribeExpected(PlanFieldKind kind) => kind switch
    {
        PlanFieldKind.WholeNumber => "a whole number",
        PlanFieldKind.Number => "a number",
        PlanFieldKind.EnumName => "a name",
        PlanFieldKind.Boolean => "true or false",
        _ => "a list of texts",
    };

    /// <summary>Describes the JSON value that was sent instead of an accepted one, as a part of an error message.</summary>
    public static string DescribeActual(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => ReadTexts(json) is null ? "a list of something else" : "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => ReadValidUnicode(json) is null ? "text that is none" : "text",
        _ => json.GetRawText(),
    };

    private static string? ReadText(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.String => ReadValidUnicode(json),
        _ => null,
    };

    private static IReadOnlyList<string>? ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return ReadValidUnicode(json) is { } list ? CountryLookup.SplitList(list) : null;
        if (json.ValueKind != JsonValueKind.Array)
            return null;
        var texts = json.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.String ? ReadValidUnicode(item) : null)
            .OfType<string>()
            .ToList();
        return texts.Count == json.GetArrayLength() ? texts : null;
    }

    /// <summary>
    /// Returns the string in a JSON value; null if it is not valid Unicode. A JSON escape can encode one half of a surrogate pair, which is
    /// not.
    /// </summary>
    public static string? ReadValidUnicode(JsonElement json)
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
