using FlagDashboard.Log;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Reads a file that futurelog.py has written (see docs/observations.md). It refuses a file with a wrong structure. It does not refuse
/// names and messages that contain unprintable characters, but replaces these characters. Thread-safe.
/// </summary>
internal static class RecordingReader
{
    /// <summary>The version of the format that this reader knows.</summary>
    public const int FormatVersion = 1;

    private static ReadOnlySpan<byte> Beginning => "{\"futurelog\""u8;

    /// <summary>Whether a file begins like a recording. The dashboard treats any other file as the log of a race.</summary>
    public static bool IsRecording(ReadOnlyMemory<byte> file)
    {
        var first = NdjsonLog.SplitLines(file).FirstOrDefault(line => !line.IsBlank);
        return first.Text.Span.TrimStart(" \t\r"u8).StartsWith(Beginning);
    }

    /// <summary>Reads a recording that is in memory. Blank lines are skipped.</summary>
    /// <exception cref="ImportRefusedException">The file breaks a rule of the format or a limit.</exception>
    public static Recording Read(ReadOnlyMemory<byte> file)
    {
        var (lines, observations) = (new RecordingLineReader(), new List<Observation>());
        foreach (var line in WholeLines(file))
            observations.AddRange(lines.Read(line));
        var header = lines.RequireHeader();
        var end = lines.EndLine;
        var last = observations.Select(seen => seen.AtMs).Append(end?.AtMs ?? 0).Max();
        // Threads and processes write their observations in batches, so the times in a file are not in order. OrderBy is stable: equal
        // times keep their order.
        var sorted = observations.OrderBy(seen => seen.AtMs).ToList();
        return new(
            header, sorted, end?.ExitCode, EndsBeforeProgram: end is null, last, end?.LostObservationCount ?? 0);
    }

    /// <summary>Creates the exception for a recording that breaks a rule.</summary>
    public static ImportRefusedException Refused(int line, string template, params object[] arguments) =>
        new(line, template, arguments) { Remedy = RecordingConverter.Remedy };

    /// <summary>Refuses a time that the log of a race cannot have, because a race cannot last longer than a day.</summary>
    /// <param name="atMs">The time, in ms since the recording began.</param>
    /// <param name="line">The number of the line, from 1.</param>
    /// <exception cref="ImportRefusedException">The time is later.</exception>
    public static void CheckTime(double atMs, int line)
    {
        if (atMs > ImportedEventRules.MaxTimeMs)
            throw Refused(line, "The recording is longer than a day.");
    }

    // The recorder ends every line with a newline. A last line without one is dropped, because the program was killed while the recorder
    // wrote the line.
    private static IEnumerable<NdjsonLine> WholeLines(ReadOnlyMemory<byte> file) =>
        NdjsonLog.SplitLines(file[..(file.Span.LastIndexOf((byte)'\n') + 1)]);
}
