using System.Buffers;
using System.IO.Pipelines;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>A recording that arrives while its program runs. Not thread-safe.</summary>
internal sealed class LiveRecording
{
    private readonly RecordingLineReader _lines;
    private readonly LiveRecordingConverter _program;
    private readonly TimeProvider _time;
    private readonly long _maxBytes;
    private int _lineNumber = 1;
    private long _bytes;

    /// <summary>Begins the race of a program.</summary>
    /// <param name="lines">The lines so far: the first one was read.</param>
    /// <param name="races">Lists the race.</param>
    /// <param name="maxMegabytes">The maximum size of the recording, in MB.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="Plans.RaceRefusedException">The server does not take another race now.</exception>
    public LiveRecording(RecordingLineReader lines, RaceRegistry races, int maxMegabytes, TimeProvider time)
    {
        (_lines, _time, _maxBytes) = (lines, time, maxMegabytes * 1024L * 1024);
        _program = new(lines.RequireHeader());
        Race = races.StartRecordedProgram(_program.Definition);
    }

    /// <summary>The race that shows the program.</summary>
    public Race Race { get; }

    /// <summary>Reads the lines that follow the first one, until the recording ends, and then ends the race.</summary>
    /// <exception cref="ImportRefusedException">A line breaks a rule. The race has ended as interrupted.</exception>
    /// <exception cref="IOException">The connection was lost. The race has ended as interrupted.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled. The race has ended as interrupted.</exception>
    public async Task Read(PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var reading = body.ReadAsync(cancellationToken).AsTask();
                while (_program.FlushAfterMs is { } ms && await IsSilent(reading, ms))
                    Append(_program.TakeEvents(flush: true));
                var read = await reading;
                var consumed = read.Buffer.End;
                try
                {
                    consumed = ReadLines(read.Buffer);
                }
                finally
                {
                    body.AdvanceTo(consumed, read.Buffer.End);
                }

                Append(_program.TakeEvents(flush: false));
                if (read.IsCompleted)
                    break;
            }
        }
        finally
        {
            EndRace();
        }
    }

    /// <summary>Ends the race. Without the last line of the recording, it ends as interrupted.</summary>
    public void EndRace()
    {
        Append(_program.End(_lines.EndLine));
        Race.EndProgramRecording(
            _lines.EndLine is null
                ? RecordingConverter.InterruptedRaceReason : null, Math.Max(_lines.EndLine?.AtMs ?? 0, _program.LastEventMs));
    }

    // Waits for the next lines of the recording, but not longer than the given time. Returns true if none arrived. In that case, no
    // observation can arrive any more that is older than the buffered ones, so the buffered ones can go into the log.
    private async Task<bool> IsSilent(Task<ReadResult> reading, double ms)
    {
        using var arrived = new CancellationTokenSource();
        var silence = Task.Delay(TimeSpan.FromMilliseconds(ms), _time, arrived.Token);
        var isSilent = await Task.WhenAny(reading, silence) == silence;
        await arrived.CancelAsync();
        return isSilent;
    }

    // Reads all complete lines. Returns the position of the rest: the start of the line whose end has not arrived yet.
    private SequencePosition ReadLines(ReadOnlySequence<byte> bytes)
    {
        while (bytes.PositionOf((byte)'\n') is { } end)
        {
            var line = bytes.Slice(0, end);
            if ((_bytes += line.Length) > _maxBytes)
                throw LogReader.CreateTooLargeException((int)(_maxBytes / 1024 / 1024));
            _program.Add(_lines.Read(new(++_lineNumber, line.ToArray())));
            bytes = bytes.Slice(bytes.GetPosition(1, end));
        }

        if (bytes.Length > RecordingLineReader.MaxLineBytes)
            throw RecordingReader.Refused(_lineNumber + 1, "The line is longer than {0} KB.", RecordingLineReader.MaxLineBytes / 1024);
        return bytes.Start;
    }

    private void Append(IReadOnlyList<RaceEvent> events)
    {
        foreach (var raceEvent in events)
            Race.AppendProgramEvent(raceEvent);
    }
}
