using FlagDashboard.Flags;
using FlagDashboard.Races;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard;

/// <summary>
/// Runs everything once before the first visitor comes: a small race of every mode, the hub, the page. What is compiled and
/// connected then makes the first race as fast as later ones.
/// </summary>
internal sealed partial class WarmUp(
    RaceDirectory races, ModeDirectory modes, CountryCatalog catalog, FlagStore store, HubAddress hub, IHostApplicationLifetime lifetime, ILogger<WarmUp> logger)
    : BackgroundService
{
    private const string RaceId = "warm-up";

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
            for (var round = 0; round < 3; round++)
                await races.Begin(Plan(workers: 20, dear: false), RaceId).Completion.WaitAsync(stoppingToken);
            await races.Begin(Plan(workers: 1, dear: true), RaceId).Completion.WaitAsync(stoppingToken);
            await VisitPage(stoppingToken);
            await CallHub(stoppingToken);
        }
        catch (Exception error)
        {
            // One that is stopped, or could not even start, has said why elsewhere.
            if (!stoppingToken.IsCancellationRequested)
                LogFailed(logger, error);
        }
        finally
        {
            store.Forget(RaceId);
        }
    }

    // Processes once, and one of them: each takes as long to start as the last, but what starts them is quicker the second time.
    private RacePlan Plan(int workers, bool dear) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.All.Where(mode => mode.Info.Dear == dear).Select(mode => mode.Info.Id)],
        Workers = workers,
        Site = SiteId.Local,
    };

    private async Task VisitPage(CancellationToken stopping)
    {
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(hub.Uri, "/"), stopping);
    }

    private async Task CallHub(CancellationToken stopping)
    {
        await using var connection = new HubConnectionBuilder().WithUrl(hub.Uri).AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions)).Build();
        await connection.StartAsync(stopping);
        await connection.StopAsync(stopping);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Warming up failed; the first race may be slower than later ones.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
