using System.Collections.Concurrent;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Observing;

/// <summary>
/// The programs that are recorded now. Each has a secret key, with which its recorder sends the observations. Thread-safe.
/// </summary>
internal sealed class LiveRecordings(RaceRegistry races, Limits limits, TimeProvider time)
{
    private const int KeyLength = 22;

    // A recorder sends the observations of a program to the server, and begins right after the race has begun. If it does not begin within
    // this time, the program has ended or the recorder was stopped, so the server ends the race.
    private static readonly TimeSpan MaxWaitForObservations = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, LiveRecording> _waiting = new();
    private readonly Lock _gate = new();
    private int _open;

    /// <summary>Begins the race of a program, and returns the key with which its observations are sent.</summary>
    /// <param name="lines">The lines so far: the first one was read.</param>
    /// <exception cref="RaceRefusedException">Too many programs are recorded, or the server does not take another race now.</exception>
    public (string Key, Race Race) Begin(RecordingLineReader lines)
    {
        lock (_gate)
        {
            if (_open >= limits.MaxRecordings)
            {
                throw new RaceRefusedException([new("race", "{0} programs are being recorded on this server.", _open)])
                {
                    Kind = RefusalKind.Busy,
                };
            }

            _open++;
        }

        try
        {
            var recording = new LiveRecording(lines, races, limits.MaxImportMegabytes, time);
            var key = RaceRegistry.CreateRandomId(KeyLength);
            _waiting[key] = recording;
            _ = EndUnlessTaken(key);
            return (key, recording.Race);
        }
        catch
        {
            ReleaseCapacity();
            throw;
        }
    }

    /// <summary>
    /// Returns the recording with this key, once; null if there is none. Call <see cref="ReleaseCapacity"/> when it has ended.
    /// </summary>
    public LiveRecording? Take(string key) => _waiting.TryRemove(key, out var recording) ? recording : null;

    /// <summary>Makes room for another recording.</summary>
    public void ReleaseCapacity()
    {
        lock (_gate)
            _open--;
    }

    private async Task EndUnlessTaken(string key)
    {
        await Task.Delay(MaxWaitForObservations, time);
        if (Take(key) is not { } recording)
            return;
        recording.EndRace();
        ReleaseCapacity();
    }
}
