using System.IO.Compression;
using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.History;

/// <summary>Events as they are spelt everywhere, a line each, compressed.</summary>
internal static class EventLines
{
    /// <summary>Packs events.</summary>
    public static byte[] Pack(IEnumerable<RaceEvent> events)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            NdjsonLog.Write(zip, events);
        return packed.ToArray();
    }

    /// <summary>Unpacks them.</summary>
    /// <exception cref="InvalidDataException">They are not what was packed.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    public static IEnumerable<RaceEvent> Unpack(byte[] packed)
    {
        using var lines = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options);
    }
}
