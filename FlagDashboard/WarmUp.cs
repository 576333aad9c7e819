using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Hosting.Server;

namespace FlagDashboard;

/// <summary>
/// Does what a visitor does, before the first one comes: runs small races of every mode, follows and saves them, and requests the
/// API and the page. The code is then compiled and the connections are open, so that the first race is as fast as later ones. No
/// trace of these races remains.
/// </summary>
internal sealed partial class WarmUp(
    RaceRegistry races, ModeCatalog modes, CountryCatalog catalog, RaceRecorder recorder, PresenterAccess access, IServer server,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<WarmUp> logger)
    : BackgroundService
{
    // Above its minimum, the thread pool grows by only about one thread a second. With a lower minimum, downloads would wait for threads.
    private const int MinPoolThreads = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ThreadPool.SetMinThreads(MinPoolThreads, MinPoolThreads);
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await SendWarmUpRequests(stoppingToken);
        }
        catch (Exception error)
        {
            // If the server stops meanwhile, warming up fails too. That failure is no problem and is not logged.
            if (!stoppingToken.IsCancellationRequested)
                LogFailed(logger, error);
        }
        finally
        {
            races.DeleteUnlisted();
        }

        // Starting the server allocates much memory that is never needed again. Trim returns that memory to the operating system before the
        // first race.
        ProcessMemory.Trim();
    }

    private async Task SendWarmUpRequests(CancellationToken stopping)
    {
        // The server sends these requests to itself, so a proxy must not be used and the name in the certificate does not matter.
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler) { BaseAddress = ServerAddress.Of(server) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", access.Token);
        // The server refuses a plan without modes, so no race starts. The request still loads the code that a real one needs.
        using var refused = await http.PostAsJsonAsync("/api/races", new { modes = Array.Empty<string>() }, stopping);
        var race = races.StartUnlisted(Plan(workers: 20, expensive: false));
        using var read = await http.GetAsync($"/api/races/{race.Id}", stopping);
        await foreach (var _ in race.Log.FollowInBatches(after: 0, int.MaxValue, time, stopping))
        {
        }

        recorder.WarmUp(race);
        await races.StartUnlisted(Plan(workers: 1, expensive: true)).Completion.WaitAsync(stopping);
        using var page = await http.GetAsync("/", stopping);
    }

    // The expensive modes start a process for each worker, and are warmed up with one worker. Starting one process already loads all the
    // code with which this server starts processes.
    private RacePlan Plan(int workers, bool expensive) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.All.Where(mode => mode.IsExpensive == expensive).Select(mode => mode.Id)],
        Workers = workers,
        Site = expensive ? SiteId.Local : SiteId.Delay,
        DelayMs = 5,
        JitterMs = 0,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Warming up failed. The first race may be slower than later ones.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
