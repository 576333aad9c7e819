using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

public sealed class RunTests : IDisposable
{
    private readonly RaceFixture _track = new();
    private readonly RaceLog _log = new(TimeProvider.System);
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _givenUp = new();

    public void Dispose()
    {
        _track.Dispose();
        _cancelled.Dispose();
        _givenUp.Dispose();
    }

    /// <summary>Runs the mode with two workers to its end.</summary>
    private Task Execute(Action<IRunContext> mode, params string[] codes) =>
        Blocking.Run(() => NewRun(codes).Execute(new FakeMode("fake", mode)));

    private Run NewRun(params string[] codes) =>
        new(_log, 0, RaceFixture.Countries(codes), 2, _track.Downloader("fake", _givenUp.Token), _cancelled.Token);

    private void Cancel()
    {
        _cancelled.Cancel();
        _givenUp.Cancel();
    }

    [Fact]
    public async Task Execute_OneByOne_LogsEveryStepInOrder()
    {
        _track.Missing.Add("CN");
        await Execute(run => { foreach (var country in run.Countries) run.Received(run.DownloadInline(country)); }, "BR", "CN");
        Assert.Equal(
            [
                "0 RunStarted @2",
                "0 Submitted 0", "0 Started 0 @1", "0 Finished 0 Ok", "0 Received 0 Ok",
                "0 Submitted 1", "0 Started 1 @1", "0 Finished 1 NotFound: not found", "0 Received 1 NotFound",
                "0 RunFinished Ok",
            ],
            _log.Lines());
        var finished = _log.Snapshot()[3];
        Assert.Equal(WebRoot.Flag("BR").Length, finished.Bytes);
        Assert.Equal(WebRoot.Flag("BR"), File.ReadAllBytes(_track.Store.Find(finished.ImageHash)!.Path));
    }

    [Fact]
    public async Task Execute_ModeOnTheCallingThread_IsNotLeft()
    {
        var (caller, called) = (0, 0);
        await Blocking.Run(() =>
        {
            caller = Environment.CurrentManagedThreadId;
            NewRun("BR").Execute(new FakeMode("fake", _ => called = Environment.CurrentManagedThreadId));
        });
        Assert.Equal(caller, called);
    }

    [Fact]
    public async Task Execute_ModeUsesExecutor_LogsFuturesOfExecutor()
    {
        await Execute(
            run =>
            {
                using var pool = new ThreadPoolExecutor(1, run);
                var last = pool.Submit(run.DownloadOne, run.Countries[1]);
                var first = pool.Submit(run.DownloadOne, run.Countries[0]);
                run.Received(first.Result());
                run.Received(last.Result());
            },
            "BR", "CN");
        Assert.Equal(["0 Submitted 0", "0 Started 0 @1", "0 Finished 0 Ok", "0 Received 0 Ok"], _log.Lines(0));
        Assert.Equal(["0 Submitted 1", "0 Started 1 @1", "0 Finished 1 Ok", "0 Received 1 Ok"], _log.Lines(1));
        Assert.Equal([0, 1], _log.FoldRun().Received.Select(future => future.Number));
    }

    [Fact]
    public async Task Execute_ModeThrows_EndsRunWithReason()
    {
        await Execute(
            run =>
            {
                run.Received(run.DownloadInline(run.Countries[0]));
                throw new InvalidDataException("a bug");
            },
            "BR", "CN", "US");
        Assert.Equal(
            [
                "0 Finished 1 Cancelled: never started", "0 Finished 2 Cancelled: never started",
                "0 RunFinished Error: InvalidDataException: a bug",
            ],
            _log.Lines()[^3..]);
    }

    [Fact]
    public async Task Execute_ModeSkipsCountries_CancelsTheirFutures()
    {
        await Execute(run => run.Received(run.DownloadInline(run.Countries[1])), "BR", "CN", "US");
        Assert.Equal(["0 Finished 0 Cancelled: never started"], _log.Lines(0));
        Assert.Equal("0 RunFinished Ok", _log.Lines()[^1]);
    }

    [Fact]
    public async Task Execute_ModeDoesNotReceive_FutureStaysHeld()
    {
        await Execute(run => run.DownloadInline(run.Countries[0]), "BR");
        Assert.True(_log.FoldRun().Futures[0].IsHeld);
    }

    [Fact]
    public async Task Execute_ModeCatchesFailure_ReceivesItAndGoesOn()
    {
        _track.Failing.Add("BR");
        await Execute(
            run =>
            {
                run.ReceivedException(run.Countries[0], Assert.Throws<DownloadException>(() => run.DownloadInline(run.Countries[0])));
                run.Received(run.DownloadInline(run.Countries[1]));
            },
            "BR", "CN");
        Assert.Equal(["0 Submitted 0", "0 Started 0 @1", "0 Finished 0 Error: HTTP 500 Broken", "0 Received 0 Error"], _log.Lines(0));
        Assert.Equal("0 RunFinished Ok", _log.Lines()[^1]);
    }

    [Fact]
    public async Task Execute_MapRaises_ReceivesFailureAndEndsRun()
    {
        _track.Failing.Add("CN");
        _track.Hold("CN");
        await Execute(
            run =>
            {
                using var pool = new ThreadPoolExecutor(1, run);
                foreach (var download in pool.Map(run.DownloadOne, run.Countries))
                {
                    run.Received(download);
                    _track.LetGo("CN");
                }
            },
            "BR", "CN", "US");
        var lane = _log.FoldRun();
        Assert.Equal((Outcome.Error, "HTTP 500 Broken", 1), (lane.Outcome, lane.FailureReason, lane.EarlyEndCause?.Number));
        Assert.Equal([0, 1], lane.Received.Select(future => future.Number));
        Assert.Equal("0 RunFinished 1 Error: HTTP 500 Broken", _log.Lines()[^1]);
    }

    [Fact]
    public async Task Execute_CancelledInMap_CancelsPendingAndRunningFutures()
    {
        _track.Hold("BR");
        var execute = Execute(
            run =>
            {
                using var pool = new ThreadPoolExecutor(1, run);
                foreach (var download in pool.Map(run.DownloadOne, run.Countries))
                    run.Received(download);
            },
            "BR", "CN", "US");
        await _track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        Cancel();
        await execute;
        Assert.Equal("0 Finished 0 Cancelled: given up", _log.Lines(0)[^1]);
        Assert.Equal(["0 Submitted 1", "0 Finished 1 Cancelled: cancelled while pending"], _log.Lines(1));
        Assert.Equal(["0 Submitted 2", "0 Finished 2 Cancelled: cancelled while pending"], _log.Lines(2));
        Assert.Equal("0 RunFinished Cancelled", _log.Lines()[^1]);
        Assert.Empty(_log.FoldRun().Received);
    }

    [Fact]
    public async Task Execute_CancelledWhileAwaiting_PendingAreCancelledAndRunningGivenUp()
    {
        _track.Hold("BR");
        var execute = Execute(
            run => EventLoop.Run(async () =>
            {
                using var slots = new SemaphoreSlim(1);
                var tasks = run.Countries.ToDictionary(country => run.DownloadAsync(country, slots));
                await foreach (var task in Task.WhenEach(tasks.Keys))
                    run.ReceivedException(tasks[task], await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task));
            }),
            "BR", "CN");
        await _track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        Cancel();
        await execute;
        Assert.Equal(["0 Submitted 0", "0 Started 0 @1", "0 Finished 0 Cancelled: given up"], _log.Lines(0));
        Assert.Equal(["0 Submitted 1", "0 Finished 1 Cancelled: cancelled while pending"], _log.Lines(1));
        Assert.Equal("0 RunFinished Cancelled", _log.Lines()[^1]);
    }

    [Fact]
    public async Task Execute_AlreadyCancelled_DownloadsNothing()
    {
        Cancel();
        await Execute(
            run =>
            {
                Assert.Throws<OperationCanceledException>(() => run.DownloadInline(run.Countries[0]));
                using var pool = new ThreadPoolExecutor(2, run);
                Assert.True(pool.Submit(run.DownloadOne, run.Countries[1]).Cancelled);
            },
            "BR", "CN");
        Assert.Equal(["0 Finished 0 Cancelled: never started"], _log.Lines(0));
        Assert.Equal(["0 Submitted 1", "0 Finished 1 Cancelled: cancelled while pending"], _log.Lines(1));
        Assert.Equal("0 RunFinished Cancelled", _log.Lines()[^1]);
        Assert.Equal(0, _track.Requests.CurrentCount);
    }

    [Fact]
    public async Task DownloadAsync_ThreeOnTwoSlots_TheLowestFreeSlotIsUsedAgain()
    {
        foreach (var code in new[] { "BR", "CN", "US" })
            _track.Hold(code);
        var execute = Execute(
            run => EventLoop.Run(async () =>
            {
                using var slots = new SemaphoreSlim(run.Workers);
                await Task.WhenAll(run.Countries.Select(country => run.DownloadAsync(country, slots)));
            }),
            "BR", "CN", "US");
        await _track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        await _track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        _track.LetGo("CN");
        await _track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        _track.LetGo("US");
        _track.LetGo("BR");
        await execute;
        Assert.Equal([1, 2, 2], _log.FoldRun().Futures.Select(future => future.Worker));
    }
}
