using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Races;
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
        var id = await Start(plan);
        if (watched)
            await Watch(id);
        else
            await Ended(id);
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

    /// <summary>Waits until a race is over.</summary>
    /// <returns>When it began.</returns>
    public async Task<DateTimeOffset> Ended(string id)
    {
        while (true)
        {
            var race = await _http.GetFromJsonAsync<JsonElement>($"/api/races/{id}");
            if (race.GetProperty("status").GetString() != "running")
                return race.GetProperty("startedAt").GetDateTimeOffset();
            await Task.Delay(50);
        }
    }

    /// <summary>The race that was started last; null if none was.</summary>
    public async Task<string?> Newest() =>
        (await _http.GetFromJsonAsync<JsonElement>("/api/races")).EnumerateArray().Select(race => race.GetProperty("id").GetString()).FirstOrDefault();

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

    private async Task Watch(string id)
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(dashboard, "/hubs/races")).AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions)).Build();
        await hub.StartAsync();
        var state = new RaceState();
        await foreach (var batch in hub.StreamAsync<RaceEvent[]>("Watch", id, 0))
        {
            foreach (var happened in batch)
                state.Apply(happened);
        }
    }
}
