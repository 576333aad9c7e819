using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Captions in the words of the reader.</summary>
internal static class CaptionText
{
    // A site may say what it likes of its failure.
    private const int MaxReasonLength = 120;

    /// <summary>The sentence of a caption.</summary>
    public static string Of(Caption caption, IStringLocalizer<SharedResource> text, CountryCatalog catalog)
    {
        return text[caption.Template, [.. caption.Arguments.Select(Word)]];

        object Word(object argument) => argument switch
        {
            FutureRecord future => catalog.Find(future.Label) is { } country ? text["{0} ({1})", text[country.Name], country.Code].Value
                : future.Label,
            ModeInfo mode => text[mode.Title].Value,
            DurationArg lasting => Format.Seconds(lasting.Ms),
            Quantity quantity => text.Of(quantity),
            string { Length: > MaxReasonLength } reason => reason[..MaxReasonLength] + "…",
            int number => number.ToString("N0", CultureInfo.CurrentCulture),
            _ => argument,
        };
    }
}
