using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.History;

/// <summary>A server with all its rooms that ends and starts again in the same folder.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_RaceOfEveryMode_IsFoundUnchanged()
    {
        string id;
        RaceEvent[] told;
        await using (var before = await TestDashboard.Start(data: _folder.Path))
        {
            var race = before.Race();
            await race.Through();
            (id, told) = (race.Id, race.Log.Snapshot());
        }

        await using var after = await TestDashboard.Start(data: _folder.Path);
        Assert.Equal(told, (await after.Get<RaceRegistry>().Find(id))!.Log.Snapshot());
        using var client = new HttpClient { BaseAddress = after.Address };
        var lines = await client.GetStringAsync($"/api/races/{id}/events", TestContext.Current.CancellationToken);
        var listed = (await client.GetFromJsonAsync<JsonElement[]>("/api/races", TestContext.Current.CancellationToken))!.Single();
        Assert.Equal((id, "finished", $"/race/{id}"),
            (listed.GetProperty("id").GetString(), listed.GetProperty("status").GetString(), listed.GetProperty("links").GetProperty("page")
            .GetString()));
        Assert.Equal(told.Length, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Restart_FlagsOfARemoteSite_AreServedAgain()
    {
        await using var site = new RawSite((code, _) => Task.FromResult(RawSite.Flag(code)));
        string id, image;
        await using (var before = await TestDashboard.Start(data: _folder.Path))
        {
            before.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
            var race = before.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
            var state = await race.Through();
            (id, image) = (race.Id, state.Runs[0].Futures[0].ImageHash!);
        }

        await using var after = await TestDashboard.Start(data: _folder.Path);
        using var client = new HttpClient { BaseAddress = after.Address };
        var expected = RawSite.Image("BR");
        foreach (var address in (string[])[$"/images/{image}", ImageId.AddressOf(image), $"/api/races/{id}/runs/sequential/flags/br"])
        {
            var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
            Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }
}
