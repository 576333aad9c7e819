namespace FlagDashboard.Races;

/// <summary>Saves races permanently, so that they can be read after this server has restarted. Thread-safe.</summary>
public interface IRaceArchive
{
    /// <summary>Starts to save a race: its past events, and new ones as they happen. Returns immediately and never throws.</summary>
    void StartSaving(Race race);

    /// <summary>Whether the archive is able to save races at the moment.</summary>
    bool CanSave { get; }

    /// <summary>
    /// Whether all events of a race are saved, so that <see cref="Find"/> can return it after it was removed from memory.
    /// </summary>
    bool IsSaved(Race race);

    /// <summary>
    /// Reads an ended race; null if the archive has no race with this id or cannot read it now. Never blocks the calling thread.
    /// </summary>
    Task<Race?> Find(string id);
}

/// <summary>An archive that saves nothing and finds nothing.</summary>
internal sealed class NoArchive : IRaceArchive
{
    /// <inheritdoc/>
    public void StartSaving(Race race)
    {
    }

    /// <inheritdoc/>
    public bool CanSave => false;

    /// <inheritdoc/>
    public bool IsSaved(Race race) => false;

    /// <inheritdoc/>
    public Task<Race?> Find(string id) => Task.FromResult<Race?>(null);
}
