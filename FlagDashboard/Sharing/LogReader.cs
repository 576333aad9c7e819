using System.Text.Json;
using System.Text.Unicode;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>A log that came from elsewhere, and can be shown as any other.</summary>
/// <param name="Events">All of it, to the end of the race.</param>
/// <param name="CutShort">Whether the file ended before the race did, so that its end was added: it is interrupted.</param>
internal sealed record ImportedLog(IReadOnlyList<RaceEvent> Events, bool CutShort);

/// <summary>Reads the file of a log: the one place that says what is taken. What it takes, every picture of a race can show.</summary>
internal static class LogReader
{
    /// <summary>The largest file, in bytes. A race of 676 codes in every mode is about 2 MB.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>The most lines.</summary>
    public const int MaxLines = 200_000;

    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLineBytes = 256 * 1024;

    /// <summary>What is said of a race whose file ended before it did.</summary>
    public const string CutShort = "interrupted: the imported log ends before the race did";

    /// <summary>What is said of a file beyond the limit.</summary>
    public static LogRefusedException TooLarge() => new(0, "The file is larger than {0} MB.", MaxBytes / 1024 / 1024) { TooLarge = true };

    /// <summary>Reads a file, and no more of it than the limit.</summary>
    /// <exception cref="LogRefusedException">It is no log of a race.</exception>
    public static async Task<ImportedLog> Read(Stream file, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
                throw TooLarge();
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>Reads a file that is in memory.</summary>
    /// <exception cref="LogRefusedException">It is no log of a race.</exception>
    public static ImportedLog Read(ReadOnlyMemory<byte> file)
    {
        var (events, race, rules) = (new List<RaceEvent>(), new RaceState(), new EventRules());
        foreach (var text in Lines(file))
        {
            var line = events.Count + 1;
            if (line > MaxLines)
                throw new LogRefusedException(line, "The file has more than {0} lines.", MaxLines);
            var happened = Parse(text.Span, line);
            rules.Check(happened, race);
            Apply(race, happened);
            events.Add(happened);
        }

        if (events.Count == 0)
            throw new LogRefusedException(0, "The file is empty.");
        if (race.FinishedAt is not null)
            return new(events, false);
        events.Add(new(events.Count + 1, race.LastAt, RaceEventKind.RaceFinished, Status: Outcome.Error, Detail: CutShort));
        return new(events, true);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith("\uFEFF"u8))
            file = file[3..];
        while (!file.IsEmpty)
        {
            var end = file.Span.IndexOf((byte)'\n');
            yield return end < 0 ? file : file[..end];
            file = end < 0 ? ReadOnlyMemory<byte>.Empty : file[(end + 1)..];
        }
    }

    private static RaceEvent Parse(ReadOnlySpan<byte> text, int line)
    {
        if (text.Length > MaxLineBytes)
            throw new LogRefusedException(line, "The line is longer than {0} KB.", MaxLineBytes / 1024);
        if (!Utf8.IsValid(text))
            throw new LogRefusedException(line, "The line is not UTF-8.");
        try
        {
            return JsonSerializer.Deserialize<RaceEvent>(text, RaceJson.Options);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new LogRefusedException(line, "The line is not an event of a race, written as JSON.");
        }
    }

    private static void Apply(RaceState race, in RaceEvent happened)
    {
        try
        {
            race.Apply(happened);
        }
        catch (InvalidOperationException impossible)
        {
            throw new LogRefusedException(happened.Seq, "This cannot happen now. {0}", impossible.Message);
        }
    }
}
