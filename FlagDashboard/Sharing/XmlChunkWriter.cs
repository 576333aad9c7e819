using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FlagDashboard.Sharing;

/// <summary>Writes an SVG document in chunks, so that the whole document is never in memory. Not thread-safe.</summary>
internal sealed class XmlChunkWriter : IDisposable
{
    private readonly MemoryStream _unread = new();
    private readonly XmlWriter _xml;

    public XmlChunkWriter() => _xml = XmlWriter.Create(
        _unread, new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "", NewLineChars = "\n" });

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    /// <summary>Begins an element. Call <see cref="WriteEndElement"/> to end it.</summary>
    public void WriteStartElement(string name, params IEnumerable<XAttribute> attributes)
    {
        _xml.WriteStartElement(name, Svg.Namespace.NamespaceName);
        WriteAttributes([.. attributes]);
    }

    /// <summary>Writes attributes of the element that was begun last.</summary>
    public void WriteAttributes(params IReadOnlyList<XAttribute> attributes)
    {
        foreach (var attribute in attributes)
            _xml.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
    }

    /// <summary>Writes an attribute of the element that was begun last, and yields a chunk for each part of its value.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> WriteAttribute(string name, IEnumerable<string> value)
    {
        _xml.WriteStartAttribute(name);
        foreach (var part in value)
        {
            _xml.WriteString(part);
            yield return TakeChunk();
        }

        _xml.WriteEndAttribute();
    }

    /// <summary>Writes a whole element.</summary>
    public void WriteElement(XElement element) => element.WriteTo(_xml);

    /// <summary>Ends the element that was begun last.</summary>
    public void WriteEndElement() => _xml.WriteEndElement();

    /// <summary>
    /// Returns everything that was written since the last call, as one chunk. The chunk is valid until another method is called.
    /// </summary>
    public ReadOnlyMemory<byte> TakeChunk()
    {
        _xml.Flush();
        var piece = _unread.GetBuffer().AsMemory(0, (int)_unread.Length);
        // Sets the length of the stream to 0, which does not overwrite its buffer. The returned piece is a part of that buffer, so the
        // caller can still read it.
        _unread.SetLength(0);
        return piece;
    }
}
