namespace FlagDashboard.Races;

/// <summary>Keeps races for longer than they are in the memory of this server. Thread-safe.</summary>
public interface IRaceArchive
{
    /// <summary>Keeps a race from now on: its events are saved as they happen. Returns at once and never fails.</summary>
    void StartSaving(Race race);

    /// <summary>Whether races can be saved now.</summary>
    bool IsSaving { get; }

    /// <summary>Whether all of a race is saved, so that <see cref="Find"/> finds it when it has left memory.</summary>
    bool IsSaved(Race race);

    /// <summary>Reads a finished race; null if there is none, or if it cannot be read now. Never blocks the calling thread.</summary>
    Task<Race?> Find(string id);
}

/// <summary>An archive that keeps nothing.</summary>
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
