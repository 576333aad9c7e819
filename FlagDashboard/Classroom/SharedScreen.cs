using FlagDashboard.Timeline;

namespace FlagDashboard.Classroom;

/// <summary>What the presenter's page shows: its address and, if it shows a race, the race and the selected time. Immutable.</summary>
/// <param name="Path">The address of the page, relative to the server.</param>
/// <param name="RaceId">The id of the race on the page; null if there is none.</param>
/// <param name="Playback">The playback of the race, as it was when <paramref name="PlaybackChosenTimestamp"/> was taken.</param>
/// <param name="Rows">The layout of the lanes.</param>
/// <param name="Window">The part of the time axis that is shown; null for the whole axis.</param>
/// <param name="PlaybackChosenTimestamp">
/// The value of <see cref="TimeProvider.GetTimestamp"/> when the presenter chose the playback.
/// </param>
public sealed record ScreenView(
    string Path, string? RaceId, Playback Playback, RowLayout Rows, TimeWindow? Window, long PlaybackChosenTimestamp)
{
    /// <summary>
    /// Returns the playback as it is now: a replay that was playing has advanced since <see cref="PlaybackChosenTimestamp"/>.
    /// </summary>
    /// <param name="endMs">The time of the race's latest known event, in ms.</param>
    /// <param name="time">The clock of the server.</param>
    public Playback PlaybackNow(double endMs, TimeProvider time) =>
        Playback.Advance(time.GetElapsedTime(PlaybackChosenTimestamp).TotalMilliseconds, endMs);
}

/// <summary>Shares the screen of the presenter with the pages of all viewers. Thread-safe.</summary>
public sealed class SharedScreen
{
    private volatile ScreenView? _current;

    /// <summary>The screen of the presenter; null before the presenter has opened a page.</summary>
    public ScreenView? Current => _current;

    /// <summary>Raised when <see cref="Current"/> has changed, on the thread that called <see cref="Show"/>.</summary>
    public event Action? Changed;

    /// <summary>Shares a new screen with all viewers.</summary>
    public void Show(ScreenView view)
    {
        _current = view;
        Changed?.Invoke();
    }
}
