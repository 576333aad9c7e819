using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>One mode downloading one list of countries, written to the race's log.</summary>
internal sealed class Run(RaceLog log, int number, IReadOnlyList<Country> countries, int workers, Downloader downloader, CancellationToken cancelled)
    : RunLog(log, number, [.. countries.Select(country => country.Code)], workers, cancelled), IRun
{
    private readonly Dictionary<Country, int> _numbers = countries.Select((country, i) => (country, i)).ToDictionary(pair => pair.country, pair => pair.i);
    private readonly SlotAllocator _slots = new();

    public IReadOnlyList<Country> Countries => countries;

    public CancellationToken GivenUp => downloader.GivenUp;

    public DownloadJob JobOf(Country country) => downloader.JobOf(country);

    public Download DownloadOne(Country country) => downloader.Get(country);

    public Download DownloadHere(Country country) => CallHere(downloader.Get, country);

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        var future = _numbers[country];
        Submitted(future, country);
        await SlotOrCancel(future, slots);
        var slot = _slots.Take();
        Started(future, slot);
        try
        {
            var download = await downloader.GetAsync(country);
            Returned(future, download);
            return download;
        }
        catch (Exception error)
        {
            Raised(future, error);
            throw;
        }
        finally
        {
            _slots.Return(slot);
            slots.Release();
        }
    }

    public void Received(Download download) => Received(_numbers[download.Country], download.Status);

    public void Failed(Country country, Exception error)
    {
        // What was cancelled gives the consuming code nothing to receive.
        if (!IsGivenUp(error))
            Received(_numbers[country], Outcome.Error);
    }

    /// <summary>Runs <paramref name="mode"/> to its end, whatever happens in it.</summary>
    public void Execute(IConcurrencyMode mode) => Execute(() => mode.DownloadMany(this));

    protected override int NumberOf(object? argument) => _numbers[argument is DownloadJob job ? job.Country : (Country)argument!];

    protected override void Raised(int future, Exception error)
    {
        downloader.Register(error);
        base.Raised(future, error);
    }

    protected override void Returned(int future, object? result)
    {
        var download = downloader.Register((Download)result!);
        Finish(future, download.Status, download.Bytes, download.Image, download.Status == Outcome.NotFound ? "not found" : null);
    }

    // The token ends the waiting and not the wait: one that can be cancelled goes to the thread pool and back for each flag.
    // Who is cancelled keeps its place in the queue, and takes a slot from nobody: whoever is behind it is cancelled too.
    private async Task SlotOrCancel(int future, SemaphoreSlim slots)
    {
        var turn = new TaskCompletionSource();
        using var cancelling = Cancelled.Register(() => turn.TrySetCanceled(Cancelled));
        _ = Come();
        try
        {
            await turn.Task;
        }
        catch (OperationCanceledException)
        {
            CancelledPending(future);
            throw;
        }

        async Task Come()
        {
            await slots.WaitAsync();
            turn.TrySetResult();
        }
    }
}
