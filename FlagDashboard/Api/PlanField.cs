using System.Text.Json;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>One field of a plan's body: from JSON to the texts of a draft.</summary>
/// <param name="Wanted">What it takes, said for people.</param>
/// <param name="Read">Its texts; null for JSON that it does not take.</param>
/// <param name="Set">Puts its texts into a draft.</param>
internal sealed record PlanField(
    string Wanted, Func<JsonElement, IReadOnlyList<string>?> Read, Func<PlanDraft, IReadOnlyList<string>, PlanDraft> Set)
{
    /// <summary>A field of one value: text, or a number, which is read as it is spelt.</summary>
    public static PlanField One(string wanted, Func<PlanDraft, string, PlanDraft> set) =>
        new(wanted, json => Text(json) is { } text ? [text] : null, (draft, texts) => set(draft, texts.FirstOrDefault() ?? ""));

    /// <summary>A field of several names: a list of texts, or one text that has them all.</summary>
    public static PlanField Many(Func<PlanDraft, IReadOnlyList<string>, PlanDraft> set) => new("a list of texts", Texts, set);

    /// <summary>A field that is on or off.</summary>
    public static PlanField Flag(Func<PlanDraft, bool, PlanDraft> set) => new(
        "true or false",
        json => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? [json.GetRawText()] : null,
        (draft, texts) => set(draft, texts.Contains("true")));

    /// <summary>What was sent instead of what is wanted.</summary>
    public static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => Texts(json) is null ? "a list of something else" : "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => Unicode(json) is null ? "text that is none" : "text",
        _ => json.GetRawText(),
    };

    private static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.String => Unicode(json),
        _ => null,
    };

    private static IReadOnlyList<string>? Texts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return Unicode(json) is { } list ? CountrySelection.Split(list) : null;
        if (json.ValueKind != JsonValueKind.Array)
            return null;
        var texts = json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Unicode(item) : null).OfType<string>().ToList();
        return texts.Count == json.GetArrayLength() ? texts : null;
    }

    // Escapes can spell half a character, which is no text.
    private static string? Unicode(JsonElement json)
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
