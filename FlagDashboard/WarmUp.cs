using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>
/// Does once what a visitor does, before the first one comes: small races of every mode, watched by the hub, asked
/// for by the API, saved in the history, and the page. What is compiled and connected then makes the first race as fast as later
/// ones. Nothing of it stays to be seen.
/// </summary>
internal sealed partial class WarmUp(
    RaceRegistry races, ModeCatalog modes, CountryCatalog catalog, RaceRecorder recorder, HubAddress hub, IHostApplicationLifetime lifetime,
        ILogger<WarmUp> logger)
    : BackgroundService
{
    // A downloader's thread must not wait for the pool to grow while the site and the hub need it too.
    private const int PoolThreads = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await Visit(stoppingToken);
        }
        catch (Exception error)
        {
            // One that is stopped, or could not even start, has said why elsewhere.
            if (!stoppingToken.IsCancellationRequested)
                LogFailed(logger, error);
        }
        finally
        {
            races.DeleteUnlisted();
        }

        // Starting leaves more behind than is needed ever again.
        NativeMemory.Trim();
    }

    private async Task Visit(CancellationToken stopping)
    {
        using var http = new HttpClient { BaseAddress = hub.Uri };
        // Refused, and read as any other.
        using var refused = await http.PostAsJsonAsync("/api/races", new { modes = Array.Empty<string>() }, stopping);
        var race = races.StartUnlisted(Plan(workers: 20, expensive: false));
        var watched = Watch(race.Id, stopping);
        await http.GetStringAsync($"/api/races/{race.Id}", stopping);
        await watched;
        recorder.WarmUp(race);
        await races.StartUnlisted(Plan(workers: 1, expensive: true)).Completion.WaitAsync(stopping);
        await http.GetStringAsync("/", stopping);
    }

    private async Task Watch(string race, CancellationToken stopping)
    {
        await using var connection = RaceHubConnection.Create(hub.Uri);
        await connection.StartAsync(stopping);
        await foreach (var _ in connection.Watch(race, 0, stopping))
        {
        }
    }

    // Processes once, and one of them: each takes as long to start as the last, but what starts them is quicker the second time.
    private RacePlan Plan(int workers, bool expensive) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.All.Where(mode => mode.IsExpensive == expensive).Select(mode => mode.Id)],
        Workers = workers,
        Site = expensive ? SiteId.Local : SiteId.Delay,
        DelayMs = 5,
        JitterMs = 0,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Warming up failed; the first race may be slower than later ones.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
