using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Hosting.Server;

namespace FlagDashboard;

/// <summary>
/// Does what visitors do, before the first visitor comes: runs small races of every mode, follows and saves them, and requests the API and
/// the page. The code is then compiled and the connections are open, so that the first real race is as fast as later ones. The races are
/// deleted afterwards.
/// </summary>
internal sealed partial class WarmUp(
    RaceRegistry races, ModeCatalog modes, CountryCatalog catalog, RaceArchive recorder, PresenterAccess access, IServer server,
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
            // If the server stops during the warm-up, the warm-up fails too. Such a failure is expected, so it is not logged.
            if (!stoppingToken.IsCancellationRequested)
                LogFailed(logger, error);
        }
        finally
        {
            races.DeleteWarmUp();
        }

        // Starting the server allocates much memory that is never needed again. Trim returns that memory to the operating system before the
        // first race.
        MemoryTrimmer.Trim();
    }

    private async Task SendWarmUpRequests(CancellationToken stopping)
    {
        // The server sends these requests to itself, so it uses no proxy. It accepts any certificate, because the name in its own
        // certificate may differ from the local address.
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler) { BaseAddress = SelfAddress.Of(server) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", access.Token);
        // The server refuses a plan without modes, so no race starts. The request still loads the code that is needed to start a real race.
        using var refused = await http.PostAsJsonAsync("/api/races", new { modes = Array.Empty<string>() }, stopping);
        var race = races.StartWarmUp(Plan(workers: 20, expensive: false));
        using var read = await http.GetAsync($"/api/races/{race.Id}", stopping);
        await foreach (var _ in race.Log.FollowInBatches(after: 0, int.MaxValue, time, stopping))
        {
        }

        recorder.WarmUpSaving(race);
        await races.StartWarmUp(Plan(workers: 1, expensive: true)).Completion.WaitAsync(stopping);
        using var page = await http.GetAsync("/", stopping);
    }

    // Each worker of an expensive mode is a process. One worker is enough for the warm-up, because starting one process loads all the code
    // that starts processes.
    private RacePlan Plan(int workers, bool expensive) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.InCSharp.Where(mode => mode.HasExpensiveWorkers == expensive).Select(mode => mode.Id)],
        Workers = workers,
        Site = expensive ? SiteId.Local : SiteId.Delay,
        DelayMs = 5,
        JitterMs = 0,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Warming up failed. The first race may be slower than later ones.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
