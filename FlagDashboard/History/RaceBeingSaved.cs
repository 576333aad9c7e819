using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>A race that <see cref="RaceArchive"/> is saving, with the number of events that are already in the database.</summary>
internal sealed class RaceBeingSaved(Race race)
{
    /// <summary>The race that is being saved.</summary>
    public Race Race => race;

    /// <summary>The number of events that are already in the database.</summary>
    public int SavedEventCount { get; set; }

    /// <summary>Whether the last attempt to save this race failed.</summary>
    public bool LastSaveFailed { get; set; }
}
