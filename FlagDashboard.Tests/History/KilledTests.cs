using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Tests.Cli;
using FlagDashboard.Tests.Flags;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.Tests.History;

/// <summary>kill -9 of the whole server in the middle of a race.</summary>
public sealed class KilledTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Db => Path.Combine(_folder.Path, "history.db");

    public void Dispose() => _folder.Dispose();

    private async Task<(ProgramProcess Server, HttpClient Client)> Start()
    {
        var server = ProgramProcess.Start("--urls", "http://127.0.0.1:0", "--data", _folder.Path);
        var said = await server.WaitForLine(@"^FlagDashboard is at (http://127\.0\.0\.1:\d+)");
        return (server, new HttpClient { BaseAddress = new Uri(said.Groups[1].Value) });
    }

    private static async Task<string> Race(HttpClient client, object plan)
    {
        var response = await client.PostAsJsonAsync("/api/races", plan, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id")
            .GetString()!;
    }

    /// <summary>Follows a race to its end, or until what has come is enough.</summary>
    private static async Task<List<RaceEvent>> Follow(HttpClient client, string id, Func<RaceEvent, bool>? enough = null)
    {
        using var lines = new StreamReader(
            await client.GetStreamAsync($"/api/races/{id}/events", TestContext.Current.CancellationToken).Guarded());
        var events = new List<RaceEvent>();
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded() is { } line)
        {
            events.Add(JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options));
            if (enough?.Invoke(events[^1]) == true)
                break;
        }

        return events;
    }

    /// <summary>When the last event of a race happened that is in the file.</summary>
    private double SavedUntil(string id)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT LastAt FROM Races WHERE Id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() is double at ? at : -1;
    }

    private string[] Rows(string table, string key, string but)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE {key} <> $but ORDER BY 1, 2";
        command.Parameters.AddWithValue("$but", but);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column))));
        return [.. rows];
    }

    [Fact]
    public async Task Kill9_WhileRaceRuns_LosesAtMostLastSecondOfEvents()
    {
        string killed;
        List<RaceEvent> seen, whole;
        string[] others;
        var saved = 0.0;
        var (server, client) = await Start();
        await using (server)
        using (client)
        {
            var done = await Race(client, new { countries = new[] { "BR", "CN", "DE" }, site = "local" });
            whole = await Follow(client, done);
            // Twenty answers of half a second each, one after another. The server is killed after two seconds, as soon as less than one
            // second of events is unsaved.
            killed = await Race(client, new { modes = new[] { "sequential", "async" }, delayMs = 500, jitterMs = 0, workers = 2 });
            seen = await Follow(client, killed, happened => happened.AtMs > 2000 && (saved = SavedUntil(killed)) > happened.AtMs - 1000);
            others = [.. Rows("Races", "Id", killed), .. Rows("Events", "RaceId", killed)];
            server.SendSignal("KILL");
            await server.WaitForExit();
        }

        Assert.Equal(2, others.Length);
        (server, client) = await Start();
        await using (server)
        using (client)
        {
            Assert.Equal(others, Rows("Races", "Id", killed).Concat(Rows("Events", "RaceId", killed)));
            Assert.Equal(whole, await Follow(client, others[0].Split('|')[0]));
            var found = await Follow(client, killed);
            var end = found[^1];
            Assert.Equal((RaceEventKind.RaceFinished, Outcome.Error), (end.Kind, end.Status));
            Assert.InRange(end.AtMs, saved, double.MaxValue);
            Assert.Equal(seen.Where(happened => happened.Seq < end.Seq), found[..^1].Where(happened => happened.Seq <= seen.Count));
            Assert.Equal(end.AtMs, found[^2].AtMs);
            var document = await client.GetFromJsonAsync<JsonElement>($"/api/races/{killed}", TestContext.Current.CancellationToken);
            Assert.Equal("interrupted", document.GetProperty("status").GetString());
            Assert.True(RaceState.At(found, double.MaxValue).IsInterrupted);
            server.SendSignal("INT");
            Assert.Equal(0, (await server.WaitForExit()).ExitCode);
        }
    }

    [Fact]
    public async Task CtrlC_WhileRaceRuns_SavesAllEvents()
    {
        var (server, client) = await Start();
        string id;
        List<RaceEvent> seen;
        await using (server)
        using (client)
        {
            id = await Race(client, new { modes = new[] { "sequential" }, delayMs = 4500, jitterMs = 0 });
            seen = await Follow(client, id, happened => happened.Kind == RaceEventKind.Started);
            server.SendSignal("INT");
            await server.WaitForExit();
        }

        Assert.Empty(Rows("Races", "Id", id));
        (server, client) = await Start();
        await using (server)
        using (client)
            Assert.Equal(seen, (await Follow(client, id)).Take(seen.Count));
    }
}
