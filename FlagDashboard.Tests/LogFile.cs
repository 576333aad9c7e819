using FlagDashboard.Log;

namespace FlagDashboard.Tests;

/// <summary>Puts exported files, which the product sends piece by piece, together.</summary>
internal static class LogFile
{
    public static byte[] ToBytes(IEnumerable<RaceEvent> events) => NdjsonLog.EnumerateLines(events).ToBytes();

    public static byte[] ToBytes(this IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using var file = new MemoryStream();
        foreach (var piece in pieces)
            file.Write(piece.Span);
        return file.ToArray();
    }
}
