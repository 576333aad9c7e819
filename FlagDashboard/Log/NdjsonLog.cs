using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace FlagDashboard.Log;

/// <summary>One line of a file in newline-delimited JSON.</summary>
/// <param name="Number">The number of the line in the file, from 1.</param>
/// <param name="Text">The text as UTF-8, without the newline.</param>
internal readonly record struct NdjsonLine(int Number, ReadOnlyMemory<byte> Text)
{
    /// <summary>Whether the line consists only of white space.</summary>
    public bool IsBlank => Text.Span.Trim(" \t\r"u8).IsEmpty;
}

/// <summary>
/// Reads and writes a log as newline-delimited JSON in UTF-8. Each line is one event in the format of <see cref="RaceJson"/>.
/// </summary>
internal static class NdjsonLog
{
    /// <summary>Writes one event as a line.</summary>
    /// <param name="json">
    /// A JSON writer whose output is <paramref name="output"/>. This method resets it, so that the caller can use it again.
    /// </param>
    /// <param name="output">The output.</param>
    /// <param name="raceEvent">The event.</param>
    public static void Write(Utf8JsonWriter json, IBufferWriter<byte> output, in RaceEvent raceEvent)
    {
        JsonSerializer.Serialize(json, raceEvent, RaceJson.Options);
        json.Reset();
        output.Write("\n"u8);
    }

    /// <summary>Writes a line for each event.</summary>
    public static void Write(Stream lines, IEnumerable<RaceEvent> events)
    {
        foreach (var line in EnumerateLines(events))
            lines.Write(line.Span);
    }

    /// <summary>Yields one line per event. All lines share one buffer, so a line is valid only until the next one is requested.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> EnumerateLines(IEnumerable<RaceEvent> events)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line);
        foreach (var raceEvent in events)
        {
            Write(json, line, raceEvent);
            yield return line.WrittenMemory;
            line.ResetWrittenCount();
        }
    }

    /// <summary>Returns the lines of the events, compressed with gzip.</summary>
    public static byte[] Compress(IEnumerable<RaceEvent> events)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            Write(gzip, events);
        return compressed.ToArray();
    }

    /// <summary>
    /// Reads the events that <see cref="Compress"/> has compressed. The bytes are decompressed when the enumeration begins.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are not gzip.</exception>
    /// <exception cref="JsonException">A line is not an event.</exception>
    public static IEnumerable<RaceEvent> Decompress(byte[] compressed)
    {
        using var lines = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress))
            gzip.CopyTo(lines);
        foreach (var line in SplitLines(lines.GetBuffer().AsMemory(0, (int)lines.Length)))
        {
            if (!line.IsBlank)
                yield return Parse(line.Text.Span);
        }
    }

    /// <summary>Splits a file into its lines, including blank lines. Skips a byte order mark. The last line may lack a newline.</summary>
    public static IEnumerable<NdjsonLine> SplitLines(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith("\uFEFF"u8))
            file = file[3..];
        for (var number = 1; !file.IsEmpty; number++)
        {
            var end = file.Span.IndexOf((byte)'\n');
            yield return new(number, end < 0 ? file : file[..end]);
            file = end < 0 ? ReadOnlyMemory<byte>.Empty : file[(end + 1)..];
        }
    }

    /// <summary>Parses the event on one line.</summary>
    /// <exception cref="MalformedEventPayloadException">The line is an event, but its detail cannot be read.</exception>
    /// <exception cref="JsonException">The line is not an event.</exception>
    public static RaceEvent Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options);
        }
        catch (InvalidOperationException error)
        {
            // If a string contains half a surrogate pair, the JSON reader throws InvalidOperationException. Callers expect a JsonException
            // for every malformed line.
            throw new JsonException("The text of a field is not valid Unicode.", error);
        }
    }
}
