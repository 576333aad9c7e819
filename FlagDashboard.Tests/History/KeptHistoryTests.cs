using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.History;

/// <summary>A history that an earlier version of the product wrote, and whose server was killed during its last race.</summary>
public sealed class KeptHistoryTests : IDisposable
{
    private const string Killed = "i88jdfwx3r";

    private readonly TemporaryFolder _folder = new();
    private readonly Archive _archive;

    public KeptHistoryTests()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Kept", "history.db"), Path.Combine(_folder.Path, "history.db"));
        _archive = new Archive(_folder.Path);
    }

    public void Dispose()
    {
        _archive.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_RacesOfAnEarlierVersion_AreAllThere()
    {
        var listed = await _archive.History.List(new HistoryQuery());
        Assert.Equal(10, listed.TotalCount);
        Assert.Equal(8, listed.Rows.Count(row => row.Status == RaceStatus.Finished));
        Assert.Equal([Killed], listed.Rows.Where(row => row.Status == RaceStatus.Interrupted).Select(row => row.Id));
    }

    [Fact]
    public async Task Find_RaceOfEarlierVersion_ReturnsLogThatFolds()
    {
        foreach (var row in (await _archive.History.List(new HistoryQuery())).Rows)
        {
            var race = await _archive.Recorder.Find(row.Id);
            Assert.NotNull(race);
            var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
            Assert.Equal((row.Id == Killed, true), (state.IsInterrupted, state.FinishedAtMs is not null));
            Assert.Equal(race.Definition, state.Definition);
        }
    }

    [Fact]
    public async Task Find_RaceWhoseServerWasKilled_IsClosedAsInterrupted()
    {
        var end = (await _archive.Recorder.Find(Killed))!.Log.End!.Value;
        Assert.Equal((5, RaceEventKind.RaceFinished, Outcome.Error), (end.Seq, end.Kind, end.Status));
        Assert.StartsWith("interrupted", end.Reason, StringComparison.Ordinal);
    }
}
