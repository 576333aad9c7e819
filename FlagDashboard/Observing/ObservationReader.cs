using System.Text;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Reads a file that futurelog.py has written (see docs/observations.md). It refuses a file with a wrong structure. It does not refuse
/// names and messages that contain unprintable characters, but replaces these characters. Thread-safe.
/// </summary>
internal static class ObservationReader
{
    /// <summary>The version of the format that this reader knows.</summary>
    public const int Version = 1;

    /// <summary>The maximum number of observations.</summary>
    public const int MaxObservations = 200_000;

    /// <summary>The maximum length of a line, in bytes.</summary>
    public const int MaxLineBytes = 256 * 1024;

    private static ReadOnlySpan<byte> Beginning => "{\"futurelog\""u8;

    /// <summary>Whether a file begins like a recording. The dashboard treats any other file as the log of a race.</summary>
    public static bool IsRecording(ReadOnlyMemory<byte> file)
    {
        var first = NdjsonLog.SplitLines(file).FirstOrDefault(line => !line.IsBlank);
        return first.Text.Span.TrimStart(" \t\r"u8).StartsWith(Beginning);
    }

    /// <summary>Reads a recording that is in memory. Blank lines are skipped.</summary>
    /// <exception cref="LogRefusedException">The file breaks a rule of the format or a limit.</exception>
    public static Recording Read(ReadOnlyMemory<byte> file)
    {
        var (header, end, futures) = ((RecordingHeader?)null, (RecordingEnd?)null, new HashSet<long>());
        var (observations, count) = (new List<Observation>(), 0);
        foreach (var line in WholeLines(file))
        {
            if (line.Text.Length > MaxLineBytes)
                throw Refused(line.Number, "The line is longer than {0} KB.", MaxLineBytes / 1024);
            if (line.IsBlank)
                continue;
            using var json = Parse(line);
            if (header is null)
                header = RecordingHeader.Read(json.RootElement, line.Number);
            else if (json.RootElement.ValueKind == JsonValueKind.Object)
                end ??= RecordingEnd.Read(json.RootElement, line.Number);
            else if (json.RootElement.ValueKind != JsonValueKind.Array)
                throw Refused(line.Number, "The line is not a list of observations.");
            else if ((count += json.RootElement.GetArrayLength()) > MaxObservations)
                throw Refused(line.Number, "The recording has more than {0} observations.", MaxObservations);
            else
                Add(json.RootElement, line.Number, observations, futures);
        }

        if (header is null)
            throw Refused(0, "The recording has no whole line.");
        var last = observations.Select(seen => seen.AtMs).Append(end?.AtMs ?? 0).Max();
        // Threads and processes write their observations in batches, so the times in a file are not in order. OrderBy is stable: equal
        // times keep their order.
        var sorted = observations.OrderBy(seen => seen.AtMs).ToList();
        return new(
            header.Program, header.Python, header.HasGil, sorted, end?.ExitCode, IsInterrupted: end is null, last, end?.Lost ?? 0);
    }

    /// <summary>Creates the exception for a recording that breaks a rule.</summary>
    public static LogRefusedException Refused(int line, string template, params object[] arguments) =>
        new(line, template, arguments) { Remedy = ProgramFold.Remedy };

    // The recorder ends every line with a newline. A last line without one is dropped, because the program was killed while the recorder
    // wrote the line.
    private static IEnumerable<NdjsonLine> WholeLines(ReadOnlyMemory<byte> file) =>
        NdjsonLog.SplitLines(file[..(file.Span.LastIndexOf((byte)'\n') + 1)]);

    private static JsonDocument Parse(NdjsonLine line)
    {
        try
        {
            // Bytes that are not valid UTF-8 become U+FFFD.
            return JsonDocument.Parse(Encoding.UTF8.GetString(line.Text.Span));
        }
        catch (JsonException)
        {
            throw Refused(line.Number, "The line is not JSON.");
        }
    }

    private static void Add(JsonElement batch, int line, List<Observation> observations, HashSet<long> futures)
    {
        foreach (var json in batch.EnumerateArray())
        {
            if (ObservationFields.Read(json, line) is not { } seen)
                continue;
            observations.Add(seen);
            if (seen.Kind is not (ObservationKind.New or ObservationKind.Task))
                continue;
            if (!futures.Add(seen.Id))
                throw Refused(line, "Future {0} is made a second time.", seen.Id);
            if (futures.Count > ProgramInfo.MaxFutures)
                throw Refused(line, "The program made more than {0} futures.", ProgramInfo.MaxFutures);
        }
    }
}
