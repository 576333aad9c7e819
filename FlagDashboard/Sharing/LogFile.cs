using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>A log as a file. <see cref="LogReader"/> reads it back.</summary>
internal static class LogFile
{
    /// <summary>The file of a log, as UTF-8.</summary>
    public static byte[] Of(IEnumerable<RaceEvent> events)
    {
        using var file = new MemoryStream();
        NdjsonLog.Write(file, events);
        return file.ToArray();
    }
}
