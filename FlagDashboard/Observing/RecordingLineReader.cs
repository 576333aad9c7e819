using System.Text;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Reads a recording line by line, and refuses what breaks a rule of the format or a limit. One instance per recording. Not thread-safe.
/// </summary>
internal sealed class RecordingLineReader
{
    /// <summary>The maximum number of observations.</summary>
    public const int MaxObservations = 200_000;

    /// <summary>The maximum length of a line, in bytes.</summary>
    public const int MaxLineBytes = 256 * 1024;

    private readonly HashSet<long> _futures = [];
    private int _count;

    /// <summary>The first line; null before it was read.</summary>
    public RecordingHeader? Header { get; private set; }

    /// <summary>The last line; null before it was read. A child process of the program may write more lines after it.</summary>
    public RecordingEnd? EndLine { get; private set; }

    /// <summary>Reads a body that has only the first line, and perhaps blank ones.</summary>
    /// <exception cref="ImportRefusedException">The line is not the first line of a recording, or others follow.</exception>
    public static RecordingLineReader ReadHeaderOnly(ReadOnlyMemory<byte> body)
    {
        var lines = new RecordingLineReader();
        foreach (var line in NdjsonLog.SplitLines(body).Where(line => !line.IsBlank))
        {
            if (lines.Header is not null)
                throw RecordingReader.Refused(line.Number, "Only the first line of a recording begins it.");
            lines.Read(line);
        }

        lines.RequireHeader();
        return lines;
    }

    /// <summary>Returns the first line.</summary>
    /// <exception cref="ImportRefusedException">No line was read.</exception>
    public RecordingHeader RequireHeader() => Header ?? throw RecordingReader.Refused(0, "The recording has no whole line.");

    /// <summary>Reads the next line, and returns the observations in it.</summary>
    /// <exception cref="ImportRefusedException">The line breaks a rule of the format or a limit.</exception>
    public IReadOnlyList<Observation> Read(NdjsonLine line)
    {
        if (line.Text.Length > MaxLineBytes)
            throw RecordingReader.Refused(line.Number, "The line is longer than {0} KB.", MaxLineBytes / 1024);
        if (line.IsBlank)
            return [];
        using var json = Parse(line);
        if (Header is null)
            Header = RecordingHeader.Read(json.RootElement, line.Number);
        else if (json.RootElement.ValueKind == JsonValueKind.Object)
            EndLine ??= RecordingEnd.Read(json.RootElement, line.Number);
        else if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw RecordingReader.Refused(line.Number, "The line is not a list of observations.");
        else if ((_count += json.RootElement.GetArrayLength()) > MaxObservations)
            throw RecordingReader.Refused(line.Number, "The recording has more than {0} observations.", MaxObservations);
        else
            return ReadBatch(json.RootElement, line.Number);
        return [];
    }

    private static JsonDocument Parse(NdjsonLine line)
    {
        try
        {
            // The line may contain bytes that are not UTF-8. GetString replaces them with the replacement character U+FFFD instead of
            // failing.
            return JsonDocument.Parse(Encoding.UTF8.GetString(line.Text.Span));
        }
        catch (JsonException)
        {
            throw RecordingReader.Refused(line.Number, "The line is not JSON.");
        }
    }

    private List<Observation> ReadBatch(JsonElement batch, int line)
    {
        var observations = new List<Observation>();
        foreach (var json in batch.EnumerateArray())
        {
            if (ObservationParser.Read(json, line) is not { } seen)
                continue;
            RecordingReader.CheckTime(seen.AtMs, line);
            observations.Add(seen);
            if (seen.Kind is not (ObservationKind.New or ObservationKind.Task))
                continue;
            if (!_futures.Add(seen.SubjectId))
                throw RecordingReader.Refused(line, "Future {0} is made a second time.", seen.SubjectId);
            if (_futures.Count > ProgramInfo.MaxFutures)
                throw RecordingReader.Refused(line, "The program made more than {0} futures.", ProgramInfo.MaxFutures);
        }

        return observations;
    }
}
