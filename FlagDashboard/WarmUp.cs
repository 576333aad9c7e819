using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>
/// Makes the first race as fast as later ones: runs small races of every mode once, follows one through the hub, reads it through the
/// API, saves it in the history and requests the page, so that all code is compiled and connections are open. The races are not
/// listed, and are deleted afterwards.
/// </summary>
internal sealed partial class WarmUp(
    RaceRegistry races,
    ModeCatalog modes,
    CountryCatalog catalog,
    RaceRecorder recorder,
    HubAddress hub,
    IHostApplicationLifetime lifetime,
    ILogger<WarmUp> logger)
    : BackgroundService
{
    // Downloads, the built-in site and the hub share the thread pool: none of them should wait until it grows.
    private const int MinPoolThreads = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ThreadPool.SetMinThreads(MinPoolThreads, MinPoolThreads);
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await Visit(stoppingToken);
        }
        catch (Exception error)
        {
            // A server that is stopping, or could not start, has reported the reason elsewhere.
            if (!stoppingToken.IsCancellationRequested)
                LogFailed(logger, error);
        }
        finally
        {
            races.DeleteUnlisted();
        }

        // Starting up allocates much memory that is not needed later.
        NativeMemory.Trim();
    }

    private async Task Visit(CancellationToken stopping)
    {
        using var http = new HttpClient { BaseAddress = hub.Uri };
        // This request is refused, but compiles the code that reads a plan.
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

    // One worker is enough for the expensive modes: the code that starts a process is faster the second time, the process itself is not.
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
