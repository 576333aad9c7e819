namespace FlagDashboard.Components;

/// <summary>
/// When texts that a <see cref="Pace"/> may have withheld are to be asked for again: else the last of a burst would stand
/// unsaid until something else happens. By then every one of them is due. One for all; not thread-safe.
/// </summary>
internal sealed class Withheld
{
    private double? _since;

    /// <summary>Something has happened that a text tells, and texts were asked for.</summary>
    /// <param name="now">The time that is looked at, in ms.</param>
    public void Note(double now) => _since = now;

    /// <summary>Whether it is time to ask; then nothing is withheld any more.</summary>
    /// <param name="now">The time that is looked at, in ms.</param>
    public bool IsDue(double now)
    {
        if (_since is null || now < _since + Pace.ReadableMs)
            return false;
        _since = null;
        return true;
    }
}
