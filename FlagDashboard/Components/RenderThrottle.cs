namespace FlagDashboard.Components;

/// <summary>
/// Limits how often texts about a running race are rendered, because every render sends data to the browser and a person needs time to
/// read. The leading edge renders the first update at once and skips updates for the next 300 ms. The trailing edge renders once after a
/// burst of updates, so that the last update is not lost. All times are times of the race, in ms. One instance per component; not
/// thread-safe.
/// </summary>
internal sealed class RenderThrottle
{
    /// <summary>The time for which a rendered text stays unchanged, in ms. It is long enough to read the text.</summary>
    public const double IntervalMs = 300;

    private double _renderedAt = double.NaN;
    private double? _updatedAt;

    /// <summary>
    /// Leading edge: returns true if the component may render now, and starts the next interval. Always true while the time stands still or
    /// after it has moved back.
    /// </summary>
    /// <param name="shownMs">The time of the race that the page shows, in ms.</param>
    /// <param name="isTimePassing">Whether the shown time is advancing.</param>
    /// <param name="urgent">Whether something has changed that must be shown at once.</param>
    public bool TryBeginRender(double shownMs, bool isTimePassing, bool urgent = false)
    {
        if (!urgent && !IsDue(shownMs, isTimePassing))
            return false;
        _renderedAt = shownMs;
        return true;
    }

    /// <summary>Returns whether <see cref="TryBeginRender"/> would return true now. Does not start an interval.</summary>
    /// <inheritdoc cref="TryBeginRender" path="/param"/>
    public bool IsDue(double shownMs, bool isTimePassing) =>
        !(isTimePassing && shownMs >= _renderedAt && shownMs < _renderedAt + IntervalMs);

    /// <summary>Records an update that a throttled component may not have rendered.</summary>
    /// <param name="shownMs">The time of the race that the page shows, in ms.</param>
    public void MarkDirty(double shownMs) => _updatedAt = shownMs;

    /// <summary>Trailing edge: returns true once, when <see cref="IntervalMs"/> have passed since the last update of a burst.</summary>
    /// <param name="now">The time of the race that the page shows, in ms.</param>
    public bool TryTakeTrailingRender(double now)
    {
        if (_updatedAt is null || now < _updatedAt + IntervalMs)
            return false;
        _updatedAt = null;
        return true;
    }
}
