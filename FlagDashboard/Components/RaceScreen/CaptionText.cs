using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Writes captions in the language of the reader.</summary>
internal static class CaptionText
{
    // The reason of a failure may come from a site and may be of any length, so a caption shows only its beginning.
    private const int MaxReasonLength = 120;

    /// <summary>The sentence of a caption.</summary>
    public static string Of(Caption caption, IStringLocalizer<SharedResource> text, CountryCatalog catalog) =>
        Of(caption.Template, caption.Arguments, text, catalog);

    /// <summary>
    /// Translates a template and inserts its arguments, which can be of the kinds listed at <see cref="Caption.Arguments"/>.
    /// </summary>
    public static string Of(
        string template, IEnumerable<object> arguments, IStringLocalizer<SharedResource> text, CountryCatalog catalog)
    {
        var sentence = text[template, [.. arguments.Select(Word)]].Value;
        // A sentence that begins with the label of a call, such as “call 3”, gets a capital letter.
        return template.StartsWith("{0}", StringComparison.Ordinal)
            && arguments.FirstOrDefault() is FutureRecord { Label: [>= '0' and <= '9', ..] }
            ? char.ToUpper(sentence[0], CultureInfo.CurrentCulture) + sentence[1..] : sentence;

        object Word(object argument) => argument switch
        {
            FutureRecord future => text.NameWithCodeOf(future, catalog),
            ModeInfo mode => text[mode.Title].Value,
            DurationArg duration => Format.Duration(duration.Ms),
            Quantity quantity => text.Localize(quantity),
            string logged => Shorten(text.LocalizeLogText(logged)),
            int number => number.ToString("N0", CultureInfo.CurrentCulture),
            _ => argument,
        };

        static string Shorten(string reason) =>
            reason.Length > MaxReasonLength ? SafeText.Truncate(reason, MaxReasonLength) + "…" : reason;
    }
}
