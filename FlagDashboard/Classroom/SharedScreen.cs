using FlagDashboard.Timeline;

namespace FlagDashboard.Classroom;

/// <summary>The screen of the presenter: the page, and the race and the time that it shows. Immutable.</summary>
/// <param name="Path">The address of the page, relative to the server.</param>
/// <param name="RaceId">The race on the page; null if there is none.</param>
/// <param name="Playback">The playback of the race, as it was at <paramref name="Timestamp"/>.</param>
/// <param name="Rows">The layout of the lanes.</param>
/// <param name="Window">The part of the time axis that is shown; null for the whole axis.</param>
/// <param name="Timestamp">The time at which the presenter chose the playback, as a <see cref="TimeProvider.GetTimestamp"/>.</param>
public sealed record ScreenView(string Path, string? RaceId, Playback Playback, RowLayout Rows, TimeWindow? Window, long Timestamp)
{
    /// <summary>Returns the current playback. A playing replay has advanced since the presenter started it.</summary>
    /// <param name="endMs">The latest known time of the race, in ms.</param>
    /// <param name="time">The clock of the server.</param>
    public Playback PlaybackNow(double endMs, TimeProvider time) =>
        Playback.Advance(time.GetElapsedTime(Timestamp).TotalMilliseconds, endMs);
}

/// <summary>Shares the screen of the presenter with the pages of all viewers. Thread-safe.</summary>
public sealed class SharedScreen
{
    private volatile ScreenView? _current;

    /// <summary>The screen of the presenter; null before the presenter has opened a page.</summary>
    public ScreenView? Current => _current;

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Replaces the screen.</summary>
    public void Show(ScreenView view)
    {
        _current = view;
        Changed?.Invoke();
    }
}
