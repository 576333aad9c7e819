using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Bench;

/// <summary>Starts and follows races of a dashboard by its API and hub.</summary>
internal sealed class DashboardClient(Uri dashboard) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = dashboard };

    /// <summary>Starts a race and waits for its end.</summary>
    /// <param name="plan">The plan in the form of the API.</param>
    /// <param name="watched">Whether a hub connection follows the race.</param>
    /// <returns>The state of the finished race.</returns>
    public async Task<RaceState> Run(object plan, bool watched = false)
    {
        // Connects before the start, as a page is open before Run is pressed.
        await using var hub = watched ? await Connect(dashboard) : null;
        var id = await Start(plan);
        await (hub is null ? WaitForEnd(id) : Watch(hub, id));
        return await Fold(id);
    }

    /// <summary>Starts a race.</summary>
    /// <param name="plan">The plan in the form of the API.</param>
    /// <returns>The id of the race.</returns>
    public async Task<string> Start(object plan)
    {
        using var started = await _http.PostAsJsonAsync("/api/races", plan);
        return await IdOf(started);
    }

    /// <summary>Waits for the end of a race. The server sends nothing until then, because no event has such a high number.</summary>
    public Task WaitForEnd(string id) => Text($"/api/races/{id}/events?after={int.MaxValue}");

    /// <summary>Reads when a race began.</summary>
    public async Task<DateTimeOffset> ReadStart(string id) =>
        (await _http.GetFromJsonAsync<JsonElement>($"/api/races/{id}")).GetProperty("startedAt").GetDateTimeOffset();

    /// <summary>Reads the whole log of a race, and folds it.</summary>
    public async Task<RaceState> Fold(string id)
    {
        var state = new RaceState();
        foreach (var raceEvent in await Events(id))
            state.Apply(raceEvent);
        return state;
    }

    /// <summary>Reads the whole log of a race.</summary>
    public async Task<IEnumerable<RaceEvent>> Events(string id) =>
        (await Text($"/api/races/{id}/log.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options));

    /// <summary>Reads the text at a path of the dashboard.</summary>
    public Task<string> Text(string path) => _http.GetStringAsync(path);

    /// <summary>Reads a path of the dashboard while it is sent.</summary>
    public Task<Stream> Stream(string path) => _http.GetStreamAsync(path);

    /// <summary>Lists the ids of all races, newest first.</summary>
    public async Task<IEnumerable<string>> List() =>
        (await _http.GetFromJsonAsync<JsonElement>("/api/races")).EnumerateArray().Select(race => race.GetProperty("id").GetString()!);

    /// <summary>Imports a log, or the recording of a program, as a race.</summary>
    /// <returns>The id of the race.</returns>
    public async Task<string> Import(string log)
    {
        using var content = new StringContent(log);
        content.Headers.ContentType = new("application/x-ndjson");
        using var imported = await _http.PostAsync("/api/races/import", content);
        return await IdOf(imported);
    }

    /// <summary>Connects a .NET client to the hub.</summary>
    public static async Task<HubConnection> Connect(Uri dashboard)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(dashboard, RaceHub.Path))
            .AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions)).Build();
        await hub.StartAsync();
        return hub;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> IdOf(HttpResponseMessage answer) =>
        (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

    private static async Task Watch(HubConnection hub, string id)
    {
        var state = new RaceState();
        await foreach (var batch in hub.StreamAsync<RaceEvent[]>(nameof(RaceHub.Watch), id, 0))
        {
            foreach (var raceEvent in batch)
                state.Apply(raceEvent);
        }
    }
}
