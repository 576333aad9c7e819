using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Cli;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Races;
using Microsoft.Data.Sqlite;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Hosting;

namespace FlagDashboard.Tests.History;

/// <summary>Tests a server that is stopped while races run and pages are open.</summary>
public sealed class ShutdownTests : IDisposable
{
    // Far longer than a normal shutdown, and far shorter than the default shutdown timeout of a host, 30 s.
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_WhileRaceRuns_SavesLogAsInterrupted()
    {
        await using var site = new RawSite((_, closing) => RawSite.Stall(closing));
        Race race;
        await using (var before = await TestDashboard.Start(data: _folder.Path))
        {
            before.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
            race = before.Race(plan => plan with { Countries = ["BR", "CN"], Workers = 1 });
            await before.Stop().Guarded();
            Assert.Throws<RaceRefusedException>(() => before.Race());
            Assert.Empty(before.LoggedErrors);
        }

        var log = race.Log.Snapshot();
        Assert.Equal((RaceEventKind.RaceFinished, Outcome.Error, "interrupted: the server was stopped"),
            (log[^1].Kind, log[^1].Status, log[^1].Reason));
        Assert.True(RaceState.At(log, double.MaxValue).IsInterrupted);
        await using var after = await TestDashboard.Start(data: _folder.Path);
        Assert.Equal(log, (await after.Get<RaceRegistry>().Find(race.Id))!.Log.Snapshot());
    }

    [Fact]
    public async Task Stop_RaceThatWaitsForItsTurn_IsSavedAsInterrupted()
    {
        await using var site = new RawSite((_, closing) => RawSite.Stall(closing));
        Race race;
        await using (var before = await TestDashboard.Start(data: _folder.Path, settings: new() { ["Limits:MaxRunning"] = "1" }))
        {
            before.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
            race = before.Get<RaceRegistry>().StartOrQueue(before.Race(plan => plan with { Countries = ["BR"] }).Plan!);
            Assert.Equal(1, race.QueuePosition);
            await before.Stop().Guarded();
        }

        await using var after = await TestDashboard.Start(data: _folder.Path);
        var log = (await after.Get<RaceRegistry>().Find(race.Id))!.Log.Snapshot();
        Assert.Equal("interrupted: the server was stopped while the race waited for its turn", log[^1].Reason);
        Assert.True(RaceState.At(log, double.MaxValue).IsInterrupted);
    }

    [Fact]
    public async Task Interrupt_WorkerDoesNotEnd_DoesNotWaitForIt()
    {
        using var gate = new ManualResetEventSlim();
        using var track = new RaceFixture(new FakeMode("stuck", _ => gate.Wait(TestContext.Current.CancellationToken)));
        var race = track.Races.Start(track.Plan("BR"));
        await track.Races.InterruptAll().Guarded();
        var log = race.Log.Snapshot();
        Assert.Equal(Outcome.Error, log[^1].Status);
        gate.Set();
        await race.Completion.Guarded();
        Assert.Equal(log, race.Log.Snapshot());
        Assert.False(race.IsLogIncomplete);
    }

    [Fact]
    public async Task Stop_RequestDuringShutdown_IsRefused()
    {
        await using var dashboard = await TestDashboard.Start(data: _folder.Path);
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        dashboard.Get<IHostApplicationLifetime>().StopApplication();
        foreach (var path in (string[])["/", "/api/races", "/hubs/races/negotiate", "/_blazor"])
        {
            using var answer = await client.PostAsync(path, null, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.ConnectionClose));
        }
    }

    [Fact]
    public async Task Signal_WhileViewerReconnects_StopsSoonAndSavesRace()
    {
        var (server, client) = await Start();
        string id;
        await using (server)
        using (client)
        {
            id = await StartRace(client);
            await using var viewer = new HubConnectionBuilder().WithUrl(new Uri(client.BaseAddress!, "/hubs/races"))
                .WithAutomaticReconnect(new AtOnce()).Build();
            await viewer.StartAsync(TestContext.Current.CancellationToken);
            server.SendSignal("TERM");
            var result = await server.WaitForExit().WaitAsync(LongestShutdown, TestContext.Current.CancellationToken);
            Assert.Equal((0, []), (result.ExitCode, result.Error));
        }

        (server, client) = await Start();
        await using (server)
        using (client)
        {
            var race = await client.GetFromJsonAsync<JsonElement>($"/api/races/{id}", TestContext.Current.CancellationToken);
            Assert.Equal("interrupted", race.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task Signal_SecondSignal_ExitsImmediately()
    {
        var (server, client) = await Start();
        await using (server)
        using (client)
        {
            await StartRace(client);
            // The operating system may merge two signals of the same kind, so the test sends two different ones.
            server.SendSignal("INT");
            server.SendSignal("TERM");
            Assert.Contains((await server.WaitForExit()).ExitCode, (int[])[130, 143]);
        }
    }

    [Fact]
    public async Task Signal_DuringStart_ExitsWithoutErrors()
    {
        // The server waits during its start for the history database, which the test has locked.
        await using var locked = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.Path, "history.db")};Pooling=False");
        await locked.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = locked.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        using var watcher = new FileSystemWatcher(_folder.Path, "history.lock");
        var opening = new TaskCompletionSource();
        watcher.Created += (_, _) => opening.TrySetResult();
        watcher.EnableRaisingEvents = true;
        await using var server = ProgramProcess.Start("--urls", "http://127.0.0.1:0", "--data", _folder.Path);
        await opening.Task.Guarded();
        server.SendSignal("TERM");
        var result = await server.WaitForExit();
        Assert.Equal((143, []), (result.ExitCode, result.Error));
        Assert.DoesNotContain(result.Out, line =>
            line.StartsWith("FlagDashboard is at", StringComparison.Ordinal) || line.StartsWith("crit", StringComparison.Ordinal));
    }

    private async Task<(ProgramProcess Server, HttpClient Client)> Start()
    {
        var server = ProgramProcess.Start("--urls", "http://127.0.0.1:0", "--data", _folder.Path);
        var said = await server.WaitForLine(@"^FlagDashboard is at (http://127\.0\.0\.1:\d+)");
        return (server, new HttpClient { BaseAddress = new Uri(said.Groups[1].Value) });
    }

    private static async Task<string> StartRace(HttpClient client)
    {
        var plan = new { modes = new[] { "sequential", "threads-map" }, delayMs = 4500, jitterMs = 0 };
        var answer = await client.PostAsJsonAsync("/api/races", plan, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetString()!;
    }

    private sealed class AtOnce : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.Zero;
    }
}
