using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Modes;

public class AsyncTests
{
    /// <summary>A mode that records the threads on which the code of another mode runs.</summary>
    private sealed class Watched(IConcurrencyMode mode) : IConcurrencyMode
    {
        public List<int> Threads { get; } = [];

        public int Own { get; private set; }

        public ModeInfo Info => mode.Info;

        public void DownloadMany(IRunContext run)
        {
            Own = Environment.CurrentManagedThreadId;
            mode.DownloadMany(new WatchedRun(run, Threads));
        }
    }

    private sealed class WatchedRun(IRunContext run, List<int> threads) : IRunContext
    {
        public IReadOnlyList<Country> Countries => run.Countries;

        public int Workers => run.Workers;

        public CancellationToken AbortToken => run.AbortToken;

        public DownloadCall JobOf(Country country) => run.JobOf(country);

        public Download DownloadOne(Country country) => run.DownloadOne(country);

        public Download DownloadInline(Country country) => run.DownloadInline(country);

        public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
        {
            Note();
            try
            {
                return await run.DownloadAsync(country, slots);
            }
            finally
            {
                Note();
            }
        }

        public void Received(Download download)
        {
            Note();
            run.Received(download);
        }

        public void ReceivedException(Country country, Exception error)
        {
            Note();
            run.ReceivedException(country, error);
        }

        public void Submitted(Future future, object? argument) => run.Submitted(future, argument);

        public void Started(Future future, int worker) => run.Started(future, worker);

        public void CallEnded(Future future, object? result, Exception? error) => run.CallEnded(future, result, error);

        public void Cancelled(Future future) => run.Cancelled(future);

        private void Note()
        {
            lock (threads)
                threads.Add(Environment.CurrentManagedThreadId);
        }
    }

    [Fact]
    public async Task DownloadMany_ManyCountries_AllItsCodeRunsOnItsOneThread()
    {
        var watched = new Watched(new Async());
        await using var dashboard = await TestDashboard.Start(services => services.AddSingleton(new ModeRegistry([watched])));
        var run = (await dashboard.Race(plan => plan with { Workers = 10 }).Through()).Of("async");
        Assert.Equal(20, run.Count(Outcome.Ok));
        Assert.Equal(Enumerable.Repeat(watched.Own, 60), watched.Threads);
    }
}
