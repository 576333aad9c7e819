namespace FlagDashboard.Components;

/// <summary>
/// The time zone of the person who views the pages of a circuit. It is the server's time zone until the browser reports its own. Not
/// thread-safe.
/// </summary>
/// <param name="time">Provides the time zone of the server.</param>
public sealed class VisitorTimeZone(TimeProvider time)
{
    /// <summary>The time zone in which times are shown to the person.</summary>
    public TimeZoneInfo Zone { get; private set; } = time.LocalTimeZone;

    /// <summary>Raised when <see cref="Zone"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>Sets the time zone. Does nothing if the server does not know the zone.</summary>
    /// <param name="id">The name of the zone in the IANA database, such as Asia/Shanghai.</param>
    public void SetZone(string id)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) || zone.Equals(Zone))
            return;
        Zone = zone;
        Changed?.Invoke();
    }

    /// <summary>Returns the instant at which a day begins in <see cref="Zone"/>.</summary>
    public DateTimeOffset StartOfDay(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(midnight, Zone.GetUtcOffset(midnight));
    }
}
