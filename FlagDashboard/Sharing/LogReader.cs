using System.Text.Json;
using System.Text.Unicode;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>A log that was imported.</summary>
/// <param name="Events">All events of the race, including its last.</param>
/// <param name="IsTruncated">
/// Whether the file lacks the end of the race. The reader has then added a last event that marks the race as interrupted.
/// </param>
internal sealed record ImportedLog(IReadOnlyList<RaceEvent> Events, bool IsTruncated);

/// <summary>
/// Reads an exported log. Refuses a file that breaks a rule, so that every page and every export can show each log that was read.
/// Thread-safe.
/// </summary>
internal static class LogReader
{
    /// <summary>The maximum number of lines, including blank lines.</summary>
    public const int MaxLines = 200_000;

    /// <summary>The maximum length of a line, in bytes.</summary>
    public const int MaxLineBytes = 256 * 1024;

    /// <summary>If a file lacks the end of the race, the reader adds an end. This is the reason in it.</summary>
    public const string TruncatedReason = "interrupted: the imported log ends before the race did";

    private const int BufferBytes = 64 * 1024;

    /// <summary>Creates the exception for a file that is larger than a limit in MB.</summary>
    public static ImportRefusedException CreateTooLargeException(int maxMegabytes) =>
        new(0, "The file is larger than {0} MB.", maxMegabytes) { IsFileTooLarge = true };

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maxMegabytes">The maximum size, in MB. A race of 676 codes in every mode is about 2 MB.</param>
    /// <param name="cancellationToken">Stops reading with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ImportRefusedException">The file is too large or is not the log of a race.</exception>
    public static async Task<ImportedLog> Read(
        Stream file, int maxMegabytes, CancellationToken cancellationToken = default) =>
        Read(await ReadBytes(file, maxMegabytes, cancellationToken));

    /// <summary>Reads the bytes of a file.</summary>
    /// <inheritdoc cref="Read(Stream, int, CancellationToken)" path="/param"/>
    /// <exception cref="ImportRefusedException">The file is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytes(Stream file, int maxMegabytes, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > maxMegabytes * 1024L * 1024)
                throw CreateTooLargeException(maxMegabytes);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Reads a file that is in memory. Blank lines are skipped.</summary>
    /// <exception cref="ImportRefusedException">The file is too large or is not the log of a race.</exception>
    public static ImportedLog Read(ReadOnlyMemory<byte> file)
    {
        var (events, race, rules) = (new List<RaceEvent>(), new RaceState(), new ImportedEventRules());
        foreach (var line in NdjsonLog.SplitLines(file))
        {
            CheckLimits(line);
            if (line.IsBlank)
                continue;
            var raceEvent = Parse(line);
            rules.Check(raceEvent, race, line.Number);
            Apply(race, raceEvent, line.Number);
            events.Add(raceEvent);
        }

        if (events.Count == 0)
            throw new ImportRefusedException(0, "The file is empty.");
        if (race.FinishedAtMs is not null)
            return new(events, false);
        events.Add(new(events.Count + 1, race.LastEventAtMs, RaceEventKind.RaceFinished, Status: Outcome.Error)
        {
            Reason = TruncatedReason,
        });
        return new(events, true);
    }

    /// <summary>Checks a log that was converted from another kind of file. The log must follow the rules for imported logs.</summary>
    /// <param name="events">The whole log of a race, including its last event.</param>
    /// <exception cref="ImportRefusedException">An event breaks a rule. The line in the exception is the number of the event.</exception>
    public static ImportedLog Check(IReadOnlyList<RaceEvent> events)
    {
        var (race, rules) = (new RaceState(), new ImportedEventRules());
        foreach (var raceEvent in events)
        {
            rules.Check(raceEvent, race, raceEvent.Seq);
            Apply(race, raceEvent, raceEvent.Seq);
        }

        return new(events, race.IsInterrupted);
    }

    private static void CheckLimits(NdjsonLine line)
    {
        if (line.Number > MaxLines)
            throw new ImportRefusedException(line.Number, "The file has more than {0} lines.", MaxLines);
        if (line.Text.Length > MaxLineBytes)
            throw new ImportRefusedException(line.Number, "The line is longer than {0} KB.", MaxLineBytes / 1024);
        if (!Utf8.IsValid(line.Text.Span))
            throw new ImportRefusedException(line.Number, "The line is not UTF-8.");
    }

    private static RaceEvent Parse(NdjsonLine line)
    {
        try
        {
            return NdjsonLog.Parse(line.Text.Span);
        }
        catch (MalformedEventPayloadException error) when (error.Kind == RaceEventKind.RaceStarted)
        {
            throw ImportedDefinitionRules.CreateInvalidDefinitionException(line.Number);
        }
        catch (JsonException)
        {
            throw new ImportRefusedException(line.Number, "The line is not an event of a race, written as JSON.");
        }
    }

    private static void Apply(RaceState race, in RaceEvent raceEvent, int line)
    {
        try
        {
            race.Apply(raceEvent);
        }
        catch (ImpossibleEventException impossible)
        {
            throw new ImportRefusedException(
                line, "This event cannot happen now. {0}", new Sentence(impossible.Template, impossible.Arguments));
        }
    }
}
