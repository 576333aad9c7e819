using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FlagDashboard.Sharing;

/// <summary>Elements of SVG: numbers as it wants them, and text that is nothing but text.</summary>
internal static class Svg
{
    public static readonly XNamespace Xml = "http://www.w3.org/2000/svg";

    public static XAttribute At(string name, double value) => new(name, Css.Number(value));

    public static XElement Rect(string style, double x, double y, double width, double height, params object?[] content) =>
        new(Xml + "rect", new XAttribute("class", style), At("x", x), At("y", y), At("width", width), At("height", height), content);

    public static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        new(Xml + "line", new XAttribute("class", style), At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static XElement Text(string style, double x, double y, string text) =>
        new(Xml + "text", new XAttribute("class", style), At("x", x), At("y", y), Clean(text));

    public static XElement Title(string text) => new(Xml + "title", Clean(text));

    /// <summary>What XML cannot carry is made visible.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value < 0x10000 && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    /// <summary>The text, cut to so many characters.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.EnumerateRunes().Take(Math.Max(most - 1, 0))) + "…";
}
