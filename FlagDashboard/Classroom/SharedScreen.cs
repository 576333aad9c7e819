using FlagDashboard.Timeline;

namespace FlagDashboard.Classroom;

/// <summary>What the presenter's page shows. Immutable.</summary>
/// <param name="Path">The address of the page, relative to the server.</param>
/// <param name="RaceId">The race on the page; null if there is none.</param>
/// <param name="Playback">The time of the race that is shown, as it was at <paramref name="Timestamp"/>.</param>
/// <param name="Rows">The layout of the lanes.</param>
/// <param name="Window">The part of the time axis that is shown; null for the whole axis.</param>
/// <param name="Timestamp">When the presenter chose this, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
public sealed record ScreenView(string Path, string? RaceId, Playback Playback, RowLayout Rows, TimeWindow? Window, long Timestamp)
{
    /// <summary>The playback now. A replay has gone on since the presenter started it.</summary>
    /// <param name="endMs">The latest known time of the race, in ms.</param>
    /// <param name="time">The clock of the server.</param>
    public Playback PlaybackNow(double endMs, TimeProvider time) =>
        Playback.Advance(time.GetElapsedTime(Timestamp).TotalMilliseconds, endMs);
}

/// <summary>Passes what the presenter's page shows to the pages of all viewers. Thread-safe.</summary>
public sealed class SharedScreen
{
    private volatile ScreenView? _current;

    /// <summary>What the presenter's page shows; null before the presenter has opened one.</summary>
    public ScreenView? Current => _current;

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Shows something else.</summary>
    public void Show(ScreenView view)
    {
        _current = view;
        Changed?.Invoke();
    }
}
