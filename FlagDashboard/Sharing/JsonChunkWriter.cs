using System.Buffers;
using System.Text.Json;

namespace FlagDashboard.Sharing;

/// <summary>Writes a JSON document in chunks, so that the whole document is never in memory. Not thread-safe.</summary>
/// <param name="options">The options for serializing values.</param>
internal sealed class JsonChunkWriter(JsonSerializerOptions options)
{
    private readonly ArrayBufferWriter<byte> _unread = new();
    private Utf8JsonWriter? _json;

    /// <summary>The writer of the document. Its output becomes part of the next chunk.</summary>
    public Utf8JsonWriter Json => _json ??= new(_unread);

    /// <summary>Writes an element of an array.</summary>
    public void Write<T>(T value) => JsonSerializer.Serialize(Json, value, options);

    /// <summary>Writes a property.</summary>
    public void Write<T>(string name, T value)
    {
        Json.WritePropertyName(name);
        Write(value);
    }

    /// <summary>
    /// Returns everything that was written since the last call, as one chunk. The chunk is valid until another method is called.
    /// </summary>
    public ReadOnlyMemory<byte> TakeChunk()
    {
        Json.Flush();
        var piece = _unread.WrittenMemory;
        // Sets only the number of written bytes to 0. The bytes stay in the buffer, so the caller can still read the returned memory.
        _unread.ResetWrittenCount();
        return piece;
    }
}
