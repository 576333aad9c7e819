using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Timeline;

/// <summary>A race watched live, stepped back, and replayed from the store by another server shows the same at the same time.</summary>
public sealed class SamePictureTests
{
    private static readonly string[] FourModes = ["sequential", "threads-map", "threads-as-completed", "async"];

    [Fact]
    public async Task Race_FourModes_LiveSteppedAndReplayedStatesAreEqual()
    {
        using var data = new TemporaryFolder();
        var dashboard = await TestDashboard.Start(data: data.Path);
        var race = dashboard.Race(plan => plan with { Modes = FourModes, Site = SiteId.Delay, DelayMs = 10, JitterMs = 10 });
        var recording = new SeekableRace();
        var live = new List<(double At, string Picture)>();
        await foreach (var batch in race.Log.Follow(0, TestContext.Current.CancellationToken))
        {
            foreach (var happened in batch)
            {
                recording.Add(happened);
                // Of several events at the same time, only the state after the last is shown.
                live.RemoveAll(shown => shown.At == happened.AtMs);
                live.Add((happened.AtMs, Picture.Of(recording.LatestState, happened.AtMs)));
            }
        }

        Assert.InRange(live.Count, 4 * 20 * 3, 4 * 20 * 5);
        foreach (var (at, picture) in Enumerable.Reverse(live))
            Assert.Equal(picture, Picture.Of(recording.SeekTo(at), at));

        await dashboard.DisposeAsync();
        await using var other = await TestDashboard.Start(data: data.Path);
        var replayed = new SeekableRace();
        foreach (var happened in (await other.Get<RaceRegistry>().Find(race.Id))!.Log.Snapshot())
            replayed.Add(happened);
        foreach (var (at, picture) in live)
            Assert.Equal(picture, Picture.Of(replayed.SeekTo(at), at));
        Assert.Equal(live.Count, live.Select(shown => shown.Picture).Distinct().Count());
    }
}
