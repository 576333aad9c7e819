using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

/// <summary>
/// Cancelling at any moment of a run: the log stays one that can happen. There are many rounds, because the moments that matter are short.
/// </summary>
public sealed class RunCancelTests : IDisposable
{
    private const int Rounds = 300;

    private readonly RaceFixture _track = new();

    public void Dispose() => _track.Dispose();

    private static Download Found(Country country) => new(country, Outcome.NotFound);

    [Fact]
    public Task Execute_CancelledWhileSubmitting_EachFutureIsSubmittedFirst() => EveryLogFolds((run, now) =>
    {
        using var pool = new ThreadPoolExecutor(1, run);
        foreach (var (i, country) in run.Countries.Index())
        {
            if (i == 100)
                now.Set();
            pool.Submit(Found, country);
        }
    });

    [Fact]
    public Task Execute_CancelledInMap_EachFutureEndsOnce() => EveryLogFolds((run, now) =>
    {
        using var pool = new ThreadPoolExecutor(2, run);
        foreach (var (i, download) in pool.Map(Found, run.Countries).Index())
        {
            if (i == 10)
                now.Set();
            run.Received(download);
        }
    });

    [Fact]
    public Task Execute_CancelledInMapWithoutRunningFutures_EachFutureEndsOnce() => EveryLogFolds((run, now) =>
    {
        // The only worker is busy with another call, so every future is still pending when the run is cancelled.
        using var free = new ManualResetEventSlim();
        using var pool = new ThreadPoolExecutor(1, run);
        pool.Submit(country => { free.Wait(); return Found(country); }, run.Countries[0]);
        var rest = pool.Map(Found, run.Countries.Skip(1));
        now.Set();
        try
        {
            foreach (var download in rest)
                run.Received(download);
        }
        finally
        {
            free.Set();
        }
    });

    [Fact]
    public Task Execute_CancelledInAsCompleted_EachFutureEndsOnce() => EveryLogFolds((run, now) =>
    {
        using var pool = new ThreadPoolExecutor(2, run);
        var toDo = run.Countries.ToDictionary(country => pool.Submit(Found, country));
        now.Set();
        foreach (var future in Future.AsCompleted(toDo.Keys))
        {
            if (future.Cancelled)
                run.ReceivedException(toDo[future], new OperationCanceledException());
            else
                run.Received(future.Result());
        }
    });

    private Task EveryLogFolds(Action<IRunContext, ManualResetEventSlim> mode) => Blocking.Run(() =>
    {
        var countries = WebRoot.Catalog.All.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var log = new RaceLog(TimeProvider.System);
            using var cancelled = new CancellationTokenSource();
            using var now = new ManualResetEventSlim();
            var cancelling = Blocking.Start(() =>
            {
                now.Wait();
                cancelled.Cancel();
            });
            new Run(log, 0, countries, 2, _track.Downloader("fake", cancelled.Token), cancelled.Token)
                .Execute(new FakeMode("fake", run => mode(run, now)));
            cancelling.GetAwaiter().GetResult();
            Assert.Equal(countries.Length, log.FoldRun().DoneCount);
            Assert.Equal(RaceEventKind.RunFinished, log.Snapshot()[^1].Kind);
        }
    });
}
