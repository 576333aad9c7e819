using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FlagDashboard.Sharing;

/// <summary>Writes an SVG document piece by piece, so that it is never in memory as a whole. Not thread-safe.</summary>
internal sealed class XmlChunkWriter : IDisposable
{
    private readonly MemoryStream _unread = new();
    private readonly XmlWriter _xml;

    public XmlChunkWriter() => _xml = XmlWriter.Create(
        _unread, new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "", NewLineChars = "\n" });

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    /// <summary>Begins an element, which <see cref="Close"/> ends.</summary>
    public void Open(string name, params IEnumerable<XAttribute> attributes)
    {
        _xml.WriteStartElement(name, Svg.Xml.NamespaceName);
        Write([.. attributes]);
    }

    /// <summary>Writes attributes of the element that has just begun.</summary>
    public void Write(params IReadOnlyList<XAttribute> attributes)
    {
        foreach (var attribute in attributes)
            _xml.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
    }

    /// <summary>Writes an attribute of the element that has just begun, as a piece for each part of its value.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> WriteAttribute(string name, IEnumerable<string> value)
    {
        _xml.WriteStartAttribute(name);
        foreach (var part in value)
        {
            _xml.WriteString(part);
            yield return Take();
        }

        _xml.WriteEndAttribute();
    }

    /// <summary>Writes a whole element.</summary>
    public void Write(XElement element) => element.WriteTo(_xml);

    /// <summary>Ends the element that was begun last.</summary>
    public void Close() => _xml.WriteEndElement();

    /// <summary>Returns what was written since the last call. It is valid until the next call of a method.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        _xml.Flush();
        var piece = _unread.GetBuffer().AsMemory(0, (int)_unread.Length);
        // Empties the stream but does not overwrite its buffer, so the caller can still read the piece.
        _unread.SetLength(0);
        return piece;
    }
}
