using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

/// <summary>Lists what it was given to keep, and finds what the test put there.</summary>
internal sealed class FakeArchive : IRaceArchive
{
    public List<Race> Kept { get; } = [];

    public List<Race> Old { get; } = [];

    public void Keep(Race race) => Kept.Add(race);

    public Task<Race?> Find(string id) => Task.FromResult(Old.Find(race => race.Id == id));
}
