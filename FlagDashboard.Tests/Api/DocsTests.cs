using System.Runtime.CompilerServices;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

/// <summary>docs/api.md against the product.</summary>
public sealed class DocsTests : ApiTest
{
    private static readonly string Docs = File.ReadAllText(Path.Combine(WebRoot.Folder, "..", "docs", "api.md"));

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);

    [Fact]
    public async Task CSharpClient_PrintedInDocs_ReceivesAllEvents()
    {
        Assert.Contains($"```csharp\n{File.ReadAllText(Beside("Viewer.cs"))}```\n", Docs);
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"] });
        var seen = new List<string>();
        var watching = Viewer.Watch(Dashboard.Address.GetLeftPart(UriPartial.Authority), race.Id, raceEvent =>
        {
            seen.Add($"{raceEvent}");
            ReleaseDownloads();
        });
        await watching.Guarded();
        await race.Through();
        Assert.Equal(race.Log.Snapshot(), seen.Select(raceEvent => JsonSerializer.Deserialize<RaceEvent>(raceEvent, RaceJson.Options)));
    }

    [Fact]
    public async Task ApiAddresses_All_AreInDocs()
    {
        var document = await ApiDocument.Get();
        Assert.All(
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"`{operation.Name.ToUpperInvariant()} {path.Name}",
            address => Assert.Contains(address, Docs));
    }

    [Fact]
    public void EventKinds_All_AreInTableOfDocs() => Assert.All(
        Enum.GetValues<RaceEventKind>(), kind => Assert.Contains($"| `{JsonNamingPolicy.CamelCase.ConvertName($"{kind}")}` |", Docs));

    [Fact]
    public async Task Plans_PrintedInDocs_StartRaces()
    {
        var plans = Docs.Split("/api/races --json '").Skip(1).Select(rest => rest[..rest.IndexOf('\'')]).ToList();
        Assert.Equal(2, plans.Count);
        foreach (var plan in plans)
        {
            await (await PostRace(plan)).Json(System.Net.HttpStatusCode.Created);
            Dashboard.Get<RaceRegistry>().Listed[0].Cancel();
            await Dashboard.Get<RaceRegistry>().Listed[0].Through();
        }
    }
}
