using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

/// <summary>An archive that lists the races it was given, and finds the races that the test adds.</summary>
internal sealed class FakeArchive : IRaceArchive
{
    public List<Race> Kept { get; } = [];

    public List<Race> Old { get; } = [];

    public void StartSaving(Race race) => Kept.Add(race);

    public bool CanSave { get; set; } = true;

    public HashSet<Race> Saved { get; } = [];

    public bool IsSaved(Race race) => Saved.Contains(race);

    public Task<Race?> Find(string id) => Task.FromResult(Old.Find(race => race.Id == id));
}
