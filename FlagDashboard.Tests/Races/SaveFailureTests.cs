using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Races;

/// <summary>Tests that a flag that cannot be saved is a failed future with a clear reason.</summary>
public sealed class SaveFailureTests : IDisposable
{
    private readonly RaceFixture _track = new(new FakeMode("saves", run =>
    {
        foreach (var country in run.Countries)
            Record.Exception(() => run.DownloadInline(country));
    }));

    public void Dispose() => _track.Dispose();

    [Fact]
    public async Task Race_FolderThatCannotBeWritten_FailsEachFutureWithAPlainReason()
    {
        await File.WriteAllTextAsync(_track.Store.RootFolder + "/race", "", TestContext.Current.CancellationToken);
        var race = _track.Races.StartUntracked(_track.Plan("BR", "CN"), "race");
        await race.Completion.Guarded();
        var run = RaceState.At(race.Log.Snapshot(), double.MaxValue).Runs[0];
        Assert.All(
            run.Futures,
            future => Assert.Equal(
                (Outcome.Error, "cannot be saved: the folder cannot be written"), (future.Status!.Value, future.Reason)));
    }
}
