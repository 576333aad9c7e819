using System.Buffers;
using System.Text.Json;

namespace FlagDashboard.Log;

/// <summary>Events as lines (newline-delimited JSON), one each, spelt as everywhere else: what is sent, kept and given away.</summary>
internal static class NdjsonLog
{
    /// <summary>Writes one line by <paramref name="json"/>, whose output is <paramref name="lines"/>.</summary>
    public static void Write(Utf8JsonWriter json, IBufferWriter<byte> lines, in RaceEvent happened)
    {
        JsonSerializer.Serialize(json, happened, RaceJson.Options);
        json.Reset();
        lines.Write("\n"u8);
    }

    /// <summary>Writes a line for each, as UTF-8.</summary>
    public static void Write(Stream lines, IEnumerable<RaceEvent> events)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line);
        foreach (var happened in events)
        {
            Write(json, line, happened);
            lines.Write(line.WrittenSpan);
            line.ResetWrittenCount();
        }
    }
}
