using System.Buffers;
using System.Text.Json;
using FlagDashboard.Races;

namespace FlagDashboard.Sharing;

/// <summary>A log as a file: an event a line (newline-delimited JSON), spelt as everywhere else. <see cref="LogReader"/> reads it back.</summary>
internal static class LogFile
{
    /// <summary>The file of a log, as UTF-8.</summary>
    public static byte[] Of(IEnumerable<RaceEvent> events)
    {
        var file = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(file);
        foreach (var happened in events)
            WriteLine(json, file, happened);
        return file.WrittenSpan.ToArray();
    }

    /// <summary>Writes one line by <paramref name="json"/>, whose output is <paramref name="file"/>.</summary>
    public static void WriteLine(Utf8JsonWriter json, IBufferWriter<byte> file, in RaceEvent happened)
    {
        JsonSerializer.Serialize(json, happened, RaceJson.Options);
        json.Reset();
        file.Write("\n"u8);
    }
}
