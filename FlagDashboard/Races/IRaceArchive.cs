namespace FlagDashboard.Races;

/// <summary>Where races are kept for longer than the memory of this server. Thread-safe.</summary>
public interface IRaceArchive
{
    /// <summary>Keeps a race from now on: what happens in it is saved as it happens. Returns at once and never fails.</summary>
    void Keep(Race race);

    /// <summary>A race that was kept, over and whole as its log tells it; null if there is none, or it cannot be read now.</summary>
    Race? Find(string id);
}

/// <summary>Keeps nothing.</summary>
internal sealed class NoArchive : IRaceArchive
{
    public void Keep(Race race)
    {
    }

    public Race? Find(string id) => null;
}
