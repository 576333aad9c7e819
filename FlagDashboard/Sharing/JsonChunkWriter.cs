using System.Buffers;
using System.Text.Json;

namespace FlagDashboard.Sharing;

/// <summary>Writes a JSON document piece by piece, so that it is never in memory as a whole. Not thread-safe.</summary>
/// <param name="options">How values are written.</param>
internal sealed class JsonChunkWriter(JsonSerializerOptions options)
{
    private readonly ArrayBufferWriter<byte> _unread = new();
    private Utf8JsonWriter? _json;

    /// <summary>Writes the document. What is written becomes part of the next piece.</summary>
    public Utf8JsonWriter Json => _json ??= new(_unread);

    /// <summary>Writes an element of an array.</summary>
    public void Write<T>(T value) => JsonSerializer.Serialize(Json, value, options);

    /// <summary>Writes a property.</summary>
    public void Write<T>(string name, T value)
    {
        Json.WritePropertyName(name);
        Write(value);
    }

    /// <summary>Returns what was written since the last call. It is valid until the next call of a method.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        Json.Flush();
        var piece = _unread.WrittenMemory;
        // Resets the count and leaves the bytes, so that the piece can still be read.
        _unread.ResetWrittenCount();
        return piece;
    }
}
