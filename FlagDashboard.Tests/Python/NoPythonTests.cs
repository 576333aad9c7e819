using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Api;
using FlagDashboard.Tests.Cli;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests that a server without Python lists the modes in Python, refuses them with the reason, and runs all others.</summary>
public sealed class NoPythonTests : IAsyncLifetime
{
    private const string Reason = "The modes in Python are switched off on this server.";

    private TestDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await TestDashboard.Start(settings: new() { ["Python"] = "none" });

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Post_PlanWithModesInPython_IsRefusedOnceWithReason()
    {
        using var http = new HttpClient { BaseAddress = _dashboard.Address };
        using var response = await http.PostAsJsonAsync(
            "/api/races", new { modes = EveryPythonMode.Ids }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var errors = body.GetProperty("errors").GetProperty("modes");
        Assert.Equal(Reason, Assert.Single(errors.EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Modes_WithoutPython_AreListedAllTheSame()
    {
        using var http = new HttpClient { BaseAddress = _dashboard.Address };
        var modes = await http.GetFromJsonAsync<JsonElement>("/api/modes", TestContext.Current.CancellationToken);
        Assert.Equal(
            EveryPythonMode.Ids,
            from mode in modes.EnumerateArray()
            where mode.TryGetProperty("language", out var language) && language.GetString() == "python"
            select mode.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Import_LogOfAPythonThatTheServerDoesNotHave_ShowsRunAndItsCode()
    {
        const string mode = "python-3-13t-threads-map";
        var race = _dashboard.Race(plan => plan with { Modes = ["threads-map"], Countries = ["BR", "CN"] });
        await race.Through();
        var log = Encoding.UTF8.GetString(LogFile.ToBytes(race.Log.Snapshot())).Replace("threads-map", mode, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = _dashboard.Address };
        using var content = new StringContent(log, Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync("/api/races/import", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var imported = await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, TestContext.Current.CancellationToken);
        var run = imported.GetProperty("runs")[0];
        Assert.Equal((mode, 2), (run.Text("mode"), run.GetProperty("received").GetInt32()));
        Assert.Equal("Thread pool · map · Python 3.13t", _dashboard.Get<ModeCatalog>().SavedTitleOf(mode));
        Assert.Equal(
            ["Modes/ThreadsMap.py", "Modes/ThreadsMap.cs"],
            _dashboard.Get<ModeRegistry>().SourcesOf(mode).Select(source => source.RelativePath));
    }

    [Fact]
    public void Link_WithModeInPython_HasProblemOfThatField()
    {
        var (catalog, modes) = (_dashboard.Get<CountryCatalog>(), _dashboard.Get<ModeCatalog>());
        var reading = _dashboard.Get<PlanReader>().Read(PlanLink.Read(catalog, modes, "?modes=async,python-async"));
        Assert.Null(reading.Plan);
        Assert.Equal(Reason, reading.ProblemFor("modes")?.ToString());
    }

    [Fact]
    public async Task Download_OnCommandLine_IsRefusedWithReason()
    {
        var result = await CliResult.Run("download", "BR", "--mode", "python-async", "--Python", "none");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(Reason, result.Error, StringComparison.Ordinal);
    }
}
