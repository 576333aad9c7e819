using System.Text.Encodings.Web;
using System.Text.Unicode;
using FlagDashboard.Flags;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components;

/// <summary>
/// What a race has thousands of, each as one piece of HTML: a page is then sent one line for a change, where elements with
/// attributes, images and texts would be a dozen.
/// </summary>
public static class BarMarkup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Bars of a track.</summary>
    public static MarkupString Of(IEnumerable<Bar> bars) => new(string.Concat(bars.Select(Of)));

    /// <summary>Cells of the strip.</summary>
    public static MarkupString Of(IEnumerable<Cell> cells) => new(string.Concat(cells.Select(Of)));

    private static string Of(Cell cell)
    {
        var label = Text(cell.Future?.Label);
        return cell.Kind switch
        {
            CellKind.Empty => "<li></li>",
            CellKind.Failed => $"<li class=\"{ClassOf(cell)}\">✕{label}</li>",
            CellKind.Received or CellKind.Held when cell.Future!.Image is { } image => $"<li class=\"{ClassOf(cell)} flag\" style=\"{Flag(image)}\" aria-label=\"{label}\"></li>",
            _ => $"<li class=\"{ClassOf(cell)}\">{label}</li>",
        };
    }

    private static string Of(Bar bar) => bar.Image is { } image
        ? $"<i class=\"{bar.Class} flag\" style=\"{bar.Style};{Flag(image)}\" data-f=\"{bar.Future}\">{Inside(bar)}</i>"
        : $"<i class=\"{bar.Class}\" style=\"{bar.Style}\" data-f=\"{bar.Future}\">{Inside(bar)}</i>";

    // What does not fit goes a line down, the label too: before it is the first place where a line may end.
    private static string Inside(Bar bar) => bar.Label is { } label ? $"\u200b{Text(label)}{MarkOf(bar.Kind)}" : MarkOf(bar.Kind);

    // A background, not an element: a browser that shows a thousand of them has half as much to lay out and to paint.
    private static string Flag(string image) => $"background-image:url({ImageId.AddressOf(image)})";

    private static string MarkOf(BarKind kind) => kind switch
    {
        BarKind.Finished => " ✓",
        BarKind.Error => " ✕",
        BarKind.NotFound => " ∅",
        _ => "",
    };

    private static string ClassOf(Cell cell)
    {
        if (cell is { Kind: CellKind.Failed, Future.Held: true })
            return "failed unreceived";
        var kind = cell.Kind == CellKind.Received ? "got" : cell.Kind.ToString().ToLowerInvariant();
        // A name that is more than a code needs a cell of its own width.
        return cell.Future is { Image: null, Label.Length: > 2 } ? $"{kind} named" : kind;
    }

    private static string Text(string? text) => text is null ? "" : Encoder.Encode(text);
}
