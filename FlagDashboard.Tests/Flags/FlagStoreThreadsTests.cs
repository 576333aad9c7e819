using FlagDashboard.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.Flags;

public sealed class FlagStoreThreadsTests : IDisposable
{
    private const int Threads = 4;
    private const int Runs = 600;

    private readonly TemporaryFolder _around = new();

    public void Dispose() => _around.Dispose();

    // Repeated many times, because the race is short: one thread creates the folder just after another did not find it.
    [Fact]
    public async Task Save_FirstFlagsOfRunConcurrently_SavesAll()
    {
        var store = new FlagStore(_around.Path);
        using var together = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Blocking.Start(() =>
        {
            var failed = new List<Exception>();
            for (var run = 0; run < Runs; run++)
            {
                together.SignalAndWait();
                if (Record.Exception(() => store.Save("race1", $"run-{run}", $"c{thread}", [(byte)thread], "png")) is { } error)
                    failed.Add(error);
            }

            Assert.Empty(failed);
        }))).Guarded();
        Assert.Equal(Threads * Runs, _around.Files().Length);
    }
}
