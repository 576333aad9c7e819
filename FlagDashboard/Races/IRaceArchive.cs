namespace FlagDashboard.Races;

/// <summary>Stores races permanently, so that they outlive the memory of this server. Thread-safe.</summary>
public interface IRaceArchive
{
    /// <summary>Starts to save the events of a race as they happen. Returns at once and never throws.</summary>
    void StartSaving(Race race);

    /// <summary>Whether the archive can save races now.</summary>
    bool IsSaving { get; }

    /// <summary>Whether a race is saved completely, so that <see cref="Find"/> still finds it after it has left memory.</summary>
    bool IsSaved(Race race);

    /// <summary>
    /// Reads a finished race; null if the archive has none with this id or cannot read it now. Never blocks the calling thread.
    /// </summary>
    Task<Race?> Find(string id);
}

/// <summary>An archive that saves nothing.</summary>
internal sealed class NoArchive : IRaceArchive
{
    /// <inheritdoc/>
    public void StartSaving(Race race)
    {
    }

    /// <inheritdoc/>
    public bool IsSaving => false;

    /// <inheritdoc/>
    public bool IsSaved(Race race) => false;

    /// <inheritdoc/>
    public Task<Race?> Find(string id) => Task.FromResult<Race?>(null);
}
