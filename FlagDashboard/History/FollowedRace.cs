using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>A race that <see cref="RaceRecorder"/> saves, and how much of its log is saved.</summary>
internal sealed class FollowedRace(Race race)
{
    /// <summary>The race.</summary>
    public Race Race => race;

    /// <summary>The number of events that are saved.</summary>
    public int SavedEventCount { get; set; }

    /// <summary>Whether the last attempt to save failed.</summary>
    public bool Failed { get; set; }
}
