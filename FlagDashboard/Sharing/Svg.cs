using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FlagDashboard.Sharing;

/// <summary>Creates SVG elements. Numbers are formatted for SVG, and texts are escaped.</summary>
internal static class Svg
{
    // Chinese punctuation that must not begin a line.
    private const string ClosingMarks = "，。；：！？、）》”’";

    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>An attribute with a number.</summary>
    public static XAttribute Attribute(string name, double value) => new(name, CssFormat.Number(value));

    public static XElement Rect(string cssClass, double x, double y, double width, double height, params object?[] content) => new(
        Namespace + "rect", new XAttribute("class", cssClass), Attribute("x", x), Attribute("y", y), Attribute("width", width),
        Attribute("height", height), content);

    public static XElement Line(string cssClass, double x1, double y1, double x2, double y2) => new(
        Namespace + "line", new XAttribute("class", cssClass), Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2),
        Attribute("y2", y2));

    public static XElement Text(string cssClass, double x, double y, string text) =>
        new(Namespace + "text", new XAttribute("class", cssClass), Attribute("x", x), Attribute("y", y), ReplaceInvalidXmlChars(text));

    public static XElement Title(string text) => new(Namespace + "title", ReplaceInvalidXmlChars(text));

    /// <summary>Replaces characters that XML does not allow by U+FFFD.</summary>
    public static string ReplaceInvalidXmlChars(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value < 0x10000 && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    /// <summary>Breaks a text of 12 px into lines of about <paramref name="maxWidth"/> px, at spaces and after wide characters.</summary>
    public static IEnumerable<string> Wrap(string text, double maxWidth)
    {
        var (from, width) = (0, 0.0);
        foreach (var (start, end) in Words(text))
        {
            var word = SvgTimeScale.WidthOf(text[start..end]);
            if (width + word > maxWidth && start > from)
            {
                yield return text[from..start].TrimEnd();
                (from, width) = (start, 0);
            }

            width += word;
        }

        if (text[from..].TrimEnd() is { Length: > 0 } last)
            yield return last;
    }

    // Splits a text into parts, between which a line may break. A part ends after a space, or after a wide (Chinese) character that no
    // punctuation mark follows. No part ends within a surrogate pair.
    private static IEnumerable<(int Start, int End)> Words(string text)
    {
        var start = 0;
        for (var end = 1; end < text.Length; end++)
        {
            var isBreak = text[end - 1] == ' ' || (SvgTimeScale.IsWide(text[end - 1]) && !ClosingMarks.Contains(text[end]));
            if (!isBreak || char.IsLowSurrogate(text[end]))
                continue;
            yield return (start, end);
            start = end;
        }

        yield return (start, text.Length);
    }

    /// <summary>Shortens a text to at most <paramref name="maxLength"/> characters, with an ellipsis at its end.</summary>
    public static string Truncate(string text, int maxLength) =>
        text.Length <= maxLength ? text : string.Concat(text.EnumerateRunes().Take(Math.Max(maxLength - 1, 0))) + "…";
}
