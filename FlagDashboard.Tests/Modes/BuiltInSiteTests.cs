using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Hosting;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests every mode with downloads from the built-in site over a real socket.</summary>
public sealed class BuiltInSiteTests : IAsyncLifetime
{
    private TestDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await TestDashboard.Start();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_Pop20_GetsAndSavesEveryFlag(string mode)
    {
        var race = _dashboard.Race(plan => plan with { Modes = [mode] });
        var state = await race.Through();
        var run = state.Of(mode);
        Assert.Equal("", state.Failures());
        Assert.Equal(Outcome.Ok, run.Outcome);
        Assert.Equal(20, run.Received.Count);
        var flags = _dashboard.Get<IWebHostEnvironment>().WebRootFileProvider;
        foreach (var future in run.Futures)
        {
            var original = flags.GetFileInfo($"flags/{future.Label.ToLowerInvariant()}.png").PhysicalPath!;
            var saved = Path.Combine(_dashboard.Get<FlagStore>().RootFolder, race.Id, mode, $"{future.Label.ToLowerInvariant()}.png");
            Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(saved));
            Assert.Equal((int)new FileInfo(saved).Length, future.Bytes);
            Assert.Equal(_dashboard.Get<FlagStore>().Register(saved), future.ImageHash);
        }
    }

    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_OneWorker_DoesOneAfterAnother(string mode)
    {
        var run = (await _dashboard.Race(plan => plan with { Modes = [mode], Workers = 1 }).Through()).Of(mode);
        Assert.Equal(1, run.Workers);
        Assert.All(run.Futures, future => Assert.Equal(1, future.Worker));
        Assert.Equal(run.Futures, run.Futures.OrderBy(future => future.StartedAtMs).ThenBy(future => future.Number));
        Assert.Equal(run.Futures, run.Received);
        Assert.Equal(20, run.Count(Outcome.Ok));
    }

    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_MoreWorkersThanCountries_HasOnlyAsManyAsItNeeds(string mode)
    {
        var race = _dashboard.Race(plan => plan with { Modes = [mode], Countries = ["BR", "CN", "DE"], Workers = 676 });
        var run = (await race.Through()).Of(mode);
        Assert.Equal(mode == "sequential" ? 1 : 3, run.Workers);
        Assert.Equal(3, run.Count(Outcome.Ok));
    }

    [Fact]
    public async Task DownloadMany_AllModesAtOnce_EachDownloadsAllFlags()
    {
        string[] codes = [.. _dashboard.Get<CountryCatalog>().All.Select(country => country.Code)];
        var race = await _dashboard.Race(plan => plan with { Countries = codes, Workers = 30 }).Through();
        Assert.Equal(EveryMode.Ids, race.Runs.Select(run => run.Mode));
        Assert.Equal("", race.Failures());
        Assert.All(race.Runs, run => Assert.Equal(Outcome.Ok, run.Outcome));
        Assert.Equal(race.Of("sequential").Futures, race.Of("sequential").Received);
        Assert.Equal(race.Of("threads-map").Futures, race.Of("threads-map").Received);
    }

    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_SiteLacksACountry_IsNotFoundAndTheOthersGoOn(string mode)
    {
        // The races know this country, but the site does not, because the site read the list of countries at its start.
        var catalog = new CountryCatalog([.. _dashboard.Get<CountryCatalog>().All, new Country("XX", "Nowhere", "Europe")]);
        var races = new RaceRegistry(
            new PlanRules(catalog, _dashboard.Get<ModeCatalog>(), _dashboard.Get<FlagSiteFactory>()), catalog,
            _dashboard.Get<ModeRegistry>(), _dashboard.Get<FlagSiteFactory>(), _dashboard.Get<FlagClient>(), _dashboard.Get<FlagStore>(),
            new NoArchive(), TimeProvider.System);
        var race = races.Start(new RacePlan { Countries = ["BR", "XX", "CN"], Modes = [mode], Site = SiteId.Local });
        var state = await race.Through();
        var run = state.Of(mode);
        Assert.Equal($"{mode} XX: not found", state.Failures());
        Assert.Equal((Outcome.Ok, Outcome.NotFound), (run.Outcome, run.Futures[1].Status));
        Assert.Equal((null, null), (run.Futures[1].Bytes, run.Futures[1].ImageHash));
        Assert.Equal(3, run.Received.Count);
        Assert.DoesNotContain(
            "xx.png",
            Directory.EnumerateFiles(Path.Combine(_dashboard.Get<FlagStore>().RootFolder, race.Id), "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName));
    }
}
