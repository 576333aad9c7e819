using System.Xml;

namespace FlagDashboard.Flags.Images;

/// <summary>
/// Recognises SVG files: XML documents whose root element is svg. An HTML page that contains an SVG element is not an SVG file.
/// </summary>
internal static class SvgImage
{
    private const string Root = "svg";

    // Some drawing programs declare XML entities in the DTD of an SVG file, so the DTD must be parsed. Without an XmlResolver, nothing
    // outside the file is loaded. MaxCharactersFromEntities stops entities that expand to ever more text.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024 * 1024,
    };

    public static bool HasSignature(ReadOnlySpan<byte> bytes) => IsReadable(bytes, toTheEnd: false);

    public static bool IsComplete(ReadOnlySpan<byte> bytes) => IsReadable(bytes, toTheEnd: true);

    private static bool IsReadable(ReadOnlySpan<byte> bytes, bool toTheEnd)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), Settings);
            while (reader.Read() && reader.NodeType != XmlNodeType.Element)
            {
                // The DTD names the root element of the document. If that is not svg, as in <!DOCTYPE html>, the document is not an SVG
                // image.
                if (reader.NodeType == XmlNodeType.DocumentType && reader.Name != Root)
                    return false;
            }

            if (reader.LocalName != Root)
                return false;
            while (toTheEnd && reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
