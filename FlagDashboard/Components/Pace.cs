namespace FlagDashboard.Components;

/// <summary>
/// When a text about a race is due to be printed again. While time passes, seldom enough to be read, since a page is sent every
/// one of them; while time stands still, whenever it is asked. One per component; not thread-safe.
/// </summary>
internal sealed class Pace
{
    /// <summary>How long a text stands while time passes, in ms.</summary>
    public const double ReadableMs = 300;

    private (double At, object? Of) _printed = (double.NaN, null);

    /// <summary>Whether it is due.</summary>
    /// <param name="now">The time that is looked at, in ms.</param>
    /// <param name="moving">Whether that time passes.</param>
    /// <param name="of">What the text cannot wait for: when this is another, it is due at once.</param>
    public bool IsDue(double now, bool moving, object? of = null)
    {
        if (moving && now >= _printed.At && now < _printed.At + ReadableMs && Equals(of, _printed.Of))
            return false;
        _printed = (now, of);
        return true;
    }
}
