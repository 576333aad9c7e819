using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components;

/// <summary>
/// Writes bars, cells and marks as HTML. A race has thousands of them. Blazor updates a piece of markup with one edit, but an element with
/// attributes and text with about a dozen edits.
/// </summary>
public static class BarMarkup
{
    // The CSS class of a bar in the band of held results: results that are finished, but that the program has not received yet.
    private const string InBandClass = "k";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // The CSS classes are computed once, because a page writes thousands of bars.
    private static readonly string[] ClosedClasses = [.. BarStyles.All.Select(style => $"b {style.CssClass}")];
    private static readonly string[] TinyClasses = [.. BarStyles.All.Select(style => $"b {style.CssClass} t")];
    private static readonly string[] OpenClasses = [.. BarStyles.All.Select(style => $"b {style.CssClass} o")];
    private static readonly string[] Signs = [.. BarStyles.All.Select(style => style.ShowsSignOnBar ? $" {style.Sign}" : "")];

    /// <summary>Returns the HTML of bars in the rows of a lane.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="builtInFlags">The style sheet of the built-in flags.</param>
    /// <param name="translate">Translates the labels that are English text. Country codes have no translation.</param>
    public static MarkupString Of(IEnumerable<Bar> bars, BuiltInFlagStyleSheet builtInFlags, Translate translate) =>
        new(string.Concat(bars.Select(bar => Of(bar, builtInFlags, translate))));

    /// <summary>Returns the HTML of bars in the band of held results.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="translate">Translates the labels that are English text. Country codes have no translation.</param>
    public static MarkupString OfHeldBand(IEnumerable<Bar> bars, Translate translate) => new(string.Concat(bars.Select(bar =>
        $"<i class=\"{ClassOf(bar)} {InBandClass}\" style=\"{StyleOf(bar)}\" data-f=\"{bar.FutureOrPhaseNumber}\">"
        + $"{Content(bar, translate)}</i>")));

    /// <summary>Returns the HTML of cells in the strip of received flags.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="builtInFlags">The style sheet of the built-in flags.</param>
    /// <param name="translate">Translates the labels that are English text. Country codes have no translation.</param>
    public static MarkupString Of(IEnumerable<ReceivedCell> cells, BuiltInFlagStyleSheet builtInFlags, Translate translate) =>
        new(string.Concat(cells.Select(cell => Of(cell, builtInFlags, translate))));

    /// <summary>Returns the HTML of the marks that show when a person changed a future.</summary>
    public static MarkupString Of(IEnumerable<InterventionMark> marks) => new(string.Concat(marks.Select(mark =>
        $"<i class=\"mk\" style=\"left:{CssFormat.PercentOfSecond(mark.DrawnAtMs)};--r:{mark.Row}\" "
        + $"data-f=\"{mark.Intervention.Future.Number}\"></i>")));

    /// <summary>Returns a style sheet that gives bars and cells those flags that are not built in.</summary>
    /// <param name="images">The images, each with its number in the race and its hash.</param>
    /// <param name="scope">The CSS selector of the element that contains the race.</param>
    public static MarkupString ImageRules(IEnumerable<(int Number, string Hash)> images, string scope)
    {
        var rules = images.Select(image =>
            $"{scope} .flag.{ImageClass(image.Number)}{{background-image:url({BaseRelative.Of(ImageId.AddressOf(image.Hash))})}}");
        return new($"<style>{string.Concat(rules)}</style>");
    }

    /// <summary>The CSS classes of a bar of the given kind whose end is known.</summary>
    public static string ClassOf(BarKind kind) => ClosedClasses[(int)kind];

    /// <summary>
    /// The CSS classes of a bar. A bar whose end is not known yet is drawn beyond the end of the axis. The curtain, an element that hides
    /// everything right of the time shown, covers the excess. A tiny bar has a class of its own, so that the browser draws no label.
    /// </summary>
    public static string ClassOf(Bar bar) =>
        (bar.ToMs is null ? OpenClasses : bar.IsTiny ? TinyClasses : ClosedClasses)[(int)bar.Kind];

    /// <summary>The position of a bar as CSS. The width of a track is one second of the axis, so 1 s is 100 %.</summary>
    public static string StyleOf(Bar bar) => bar.ToMs is { } to
        ? $"left:{CssFormat.PercentOfSecond(bar.FromMs)};width:{CssFormat.PercentOfSecond(to - bar.FromMs)};--r:{bar.Row}"
        : $"left:{CssFormat.PercentOfSecond(bar.FromMs)};--r:{bar.Row}";

    /// <summary>
    /// The time axis as CSS custom properties. They are in seconds, because the width of a track is one second of the axis.
    /// </summary>
    public static string CssVariablesOf(TimeAxis axis)
    {
        var from = axis.FromMs > 0 ? $";--from:{CssFormat.SecondsNumber(axis.FromMs)}" : "";
        return $"--axis:{CssFormat.SecondsNumber(axis.SpanMs)};--tick:{CssFormat.SecondsNumber(axis.TickIntervalMs)}{from}";
    }

    private static string Of(ReceivedCell cell, BuiltInFlagStyleSheet builtInFlags, Translate translate)
    {
        var label = cell.Future is { } future ? HtmlEncode(LogTextLocalizer.Localize(future.Label, translate)) : "";
        return cell.Kind switch
        {
            ReceivedCellKind.Empty => "<li></li>",
            ReceivedCellKind.Failed => $"<li class=\"{ClassOf(cell)}\">{BarStyles.SignOfFailure(cell.Future!)}{label}</li>",
            ReceivedCellKind.Received or ReceivedCellKind.Held when cell.Future!.ImageNumber is { } image =>
                $"<li class=\"{ClassOf(cell)} flag {ImageClass(image, cell.Future.ImageHash!, builtInFlags)}\" "
                + $"aria-label=\"{label}\"></li>",
            _ => $"<li class=\"{ClassOf(cell)}\">{label}</li>",
        };
    }

    private static string Of(Bar bar, BuiltInFlagStyleSheet builtInFlags, Translate translate)
    {
        var flag = bar.ImageNumber is { } image ? $" flag {ImageClass(image, bar.ImageHash!, builtInFlags)}" : "";
        return $"<i class=\"{ClassOf(bar)}{flag}\" style=\"{StyleOf(bar)}\" data-f=\"{bar.FutureOrPhaseNumber}\">"
            + $"{Content(bar, translate)}</i>";
    }

    // Returns the text inside a bar. It begins with a zero-width space, after which a label that is too long wraps to a second line. The
    // second line is hidden, so a label is shown either completely or not at all.
    private static string Content(Bar bar, Translate translate) =>
        bar.Label is { } label
            ? $"\u200b{HtmlEncode(LogTextLocalizer.Localize(label, translate))}{Signs[(int)bar.Kind]}" : Signs[(int)bar.Kind];

    // Returns the CSS class that shows a flag as the background image of a bar. With an image element for each of a thousand flags, layout
    // and painting would take the browser twice as long.
    private static string ImageClass(int number, string hash, BuiltInFlagStyleSheet builtInFlags) =>
        builtInFlags.ClassOf(hash) ?? ImageClass(number);

    private static string ImageClass(int number) => string.Create(CultureInfo.InvariantCulture, $"i{number}");

    private static string ClassOf(ReceivedCell cell)
    {
        var kind = cell.Kind switch
        {
            ReceivedCellKind.Received => "got",
            ReceivedCellKind.Failed when cell.Future!.Status == Outcome.NotFound => "missing",
            ReceivedCellKind.HeadOfLine => "awaited",
            _ => cell.Kind.ToString().ToLowerInvariant(),
        };
        if (cell is { Kind: ReceivedCellKind.Failed, Future.IsHeld: true })
            return $"{kind} unreceived";
        // A label that is longer than a country code needs a wider cell, which the CSS class “named” makes.
        return cell.Future is { ImageHash: null, Label.Length: > 2 } ? $"{kind} named" : kind;
    }

    private static string HtmlEncode(string text) => Encoder.Encode(text);
}
