namespace FlagDashboard.Components;

/// <summary>
/// Limits how often texts about a race are rendered while time passes, because every render sends data to the browser and a person
/// needs time to read a text. A component asks for the leading edge, which renders at once and then not for an interval. The
/// component that owns the race asks for the trailing edge, which renders once more after a burst, so that the last update is not
/// lost. Times are those of the race, in ms. One per component; not thread-safe.
/// </summary>
internal sealed class RenderThrottle
{
    /// <summary>The time for which a text stays unchanged while time passes, in ms: long enough to be read.</summary>
    public const double IntervalMs = 300;

    private double _renderedAt = double.NaN;
    private double? _updatedAt;

    /// <summary>Leading edge: whether to render now. Always true while time stands still or has gone back.</summary>
    /// <param name="now">The time that is shown, in ms.</param>
    /// <param name="moving">Whether the time that is shown passes.</param>
    /// <param name="urgent">Whether something changed that must not wait.</param>
    public bool TryBeginRender(double now, bool moving, bool urgent = false)
    {
        if (!urgent && !IsDue(now, moving))
            return false;
        _renderedAt = now;
        return true;
    }

    /// <summary>Whether the leading edge would render now, without rendering.</summary>
    /// <inheritdoc cref="TryBeginRender" path="/param"/>
    public bool IsDue(double now, bool moving) => !(moving && now >= _renderedAt && now < _renderedAt + IntervalMs);

    /// <summary>Notes an update whose text a throttled component may have skipped.</summary>
    /// <param name="now">The time that is shown, in ms.</param>
    public void NoteUpdate(double now) => _updatedAt = now;

    /// <summary>Trailing edge: true once, an interval after the last update of a burst.</summary>
    /// <param name="now">The time that is shown, in ms.</param>
    public bool TryTakeTrailingRender(double now)
    {
        if (_updatedAt is null || now < _updatedAt + IntervalMs)
            return false;
        _updatedAt = null;
        return true;
    }
}
