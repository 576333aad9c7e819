using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Bench;

/// <summary>Races of a dashboard, by its API and hub.</summary>
internal sealed class Races(Uri dashboard) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = dashboard };

    /// <summary>Starts a race and waits for its end.</summary>
    /// <param name="plan">As the API takes it.</param>
    /// <param name="watched">Whether somebody follows it by the hub meanwhile, as a page does.</param>
    /// <returns>Its fold.</returns>
    public async Task<RaceState> Run(object plan, bool watched = false)
    {
        // As a page that is open before Run is pressed.
        await using var hub = watched ? await Connect() : null;
        var id = await Start(plan);
        await (hub is null ? Ended(id) : Watch(hub, id));
        return await Fold(id);
    }

    /// <summary>Starts a race.</summary>
    /// <param name="plan">As the API takes it.</param>
    /// <returns>Its id.</returns>
    public async Task<string> Start(object plan)
    {
        using var started = await _http.PostAsJsonAsync("/api/races", plan);
        return (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Waits until a race is over, at no cost to it: no event has so high a number, so the server is silent until then.</summary>
    public Task Ended(string id) => Text($"/api/races/{id}/events?after={int.MaxValue}");

    /// <summary>When a race began.</summary>
    public async Task<DateTimeOffset> Began(string id) =>
        (await _http.GetFromJsonAsync<JsonElement>($"/api/races/{id}")).GetProperty("startedAt").GetDateTimeOffset();

    /// <summary>All of a race.</summary>
    public async Task<RaceState> Fold(string id)
    {
        var state = new RaceState();
        foreach (var line in (await Text($"/api/races/{id}/log.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            state.Apply(JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options));
        return state;
    }

    public Task<string> Text(string path) => _http.GetStringAsync(path);

    public async Task Import(string log)
    {
        using var content = new StringContent(log);
        content.Headers.ContentType = new("application/x-ndjson");
        (await _http.PostAsync("/api/races/import", content)).EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HubConnection> Connect()
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(dashboard, RaceHub.Path))
            .AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions)).Build();
        await hub.StartAsync();
        return hub;
    }

    private static async Task Watch(HubConnection hub, string id)
    {
        var state = new RaceState();
        await foreach (var batch in hub.StreamAsync<RaceEvent[]>(nameof(RaceHub.Watch), id, 0))
        {
            foreach (var happened in batch)
                state.Apply(happened);
        }
    }
}
