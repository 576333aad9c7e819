using System.Globalization;
using System.Text;

namespace FlagDashboard.Plans;

/// <summary>Prepares texts for a search in which their spelling does not matter.</summary>
internal static class SearchTextNormalizer
{
    /// <summary>Removes case and accents, so that "ÖFFENTLICH" and "offentlich" are equal.</summary>
    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToUpperInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(Rune.ToUpperInvariant(rune));
        }

        return folded.ToString();
    }

    /// <summary>
    /// Removes case, accents, spaces and punctuation, so that "Viet Nam" and "vietnam" are equal. An ampersand counts as the word "and".
    /// </summary>
    public static string ToSearchKey(string text)
    {
        var compact = new StringBuilder(text.Length);
        foreach (var rune in Normalize(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                compact.Append(rune);
            else if (rune.Value == '&')
                compact.Append("AND");
        }

        return compact.ToString();
    }
}
