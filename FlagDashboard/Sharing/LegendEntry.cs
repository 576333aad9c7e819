using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>An entry of the legend. Immutable.</summary>
/// <param name="Word">The word in English, which is the key of its translations.</param>
/// <param name="Explanation">One or two short sentences in English, which are the key of their translations.</param>
/// <param name="Kind">The kind of bar that the entry is about; null for none.</param>
/// <param name="SwatchClass">The CSS class of the sample before the word; null for a word that is not drawn.</param>
public sealed record LegendEntry(string Word, string Explanation, BarKind? Kind = null, string? SwatchClass = null)
{
    /// <summary>The sign after the word; empty for none.</summary>
    public string Sign => Kind is { } kind ? BarStyles.Of(kind).Sign : "";
}
