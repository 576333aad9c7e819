using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Plans;

public class PlanLinkTests
{
    private static readonly ModeCatalog Modes =
        new ModeRegistry(new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>()).Catalog;

    private static readonly PlanReader Reader = new(WebRoot.Catalog, new PlanRules(WebRoot.Catalog, Modes, new FlagSiteFactory()));

    private static readonly Gen<string> Junk = Gen.OneOf<string>(
        Gen.OneOf<string>("", "0", "-1", "1e400", "１２", "a&b=c", "50%", "#", "+ +", "“é”", "国旗"),
        Gen.Char[' ', '~'].Array[0, 12].Select(text => new string(text)));

    private static readonly Gen<string> Code = Gen.Frequency<string>(
        (6, Gen.OneOf<string>([.. WebRoot.Catalog.All.Select(country => country.Code)])),
        (1, Gen.OneOf<string>("fr", "Fr", "zz", "all", "none", "asia", "POP20")),
        (1, Junk.Where(text => CountryLookup.SplitList(text) is [var code] && code == text)));

    private static readonly Gen<IReadOnlyList<string>> Countries = Gen.OneOf<IReadOnlyList<string>>(
        Code.Array[0, 6].Select(codes => (IReadOnlyList<string>)codes),
        Gen.OneOf<IReadOnlyList<string>>(
        [
            .. from preset in PlanLink.CountryPresets(WebRoot.Catalog)
               select (IReadOnlyList<string>)[.. preset.Countries.Select(country => country.Code)],
        ]));

    private static readonly Gen<IReadOnlyList<string>> ModeIds =
        Gen.OneOf<string>(["nosuch", "ASYNC", .. Modes.All.Select(mode => mode.Id)]).Array[0, 5].Select(ids => (IReadOnlyList<string>)ids);

    private static readonly Gen<PlanDraft> Drafts =
        from countries in Countries
        from modes in Gen.OneOf<IReadOnlyList<string>>(ModeIds, Gen.Const(PlanDraft.Default(WebRoot.Catalog, Modes).Modes))
        from workers in Gen.OneOf<string>(Gen.OneOf<string>("5", "1", "12"), Junk)
        from site in Gen.OneOf<string>(Gen.OneOf<string>("Delay", "Local", "LOCAL"), Junk)
        from delay in Gen.OneOf<string>(Gen.OneOf<string>("300", "12.5"), Junk)
        from jitter in Gen.OneOf<string>(Gen.OneOf<string>("200", "0"), Junk)
        from seed in Gen.OneOf<string>(Gen.OneOf<string>("612", "7"), Junk)
        from errors in Gen.OneOf<string>(Gen.OneOf<string>("0.25", "1"), Junk)
        from mix in Gen.OneOf<string>("Teapot", "reset", "nosuch", "STALL").Array[0, 4]
        from start in Gen.OneOf<string>(Gen.OneOf<string>("Together", "InTurn"), Junk)
        select new PlanDraft
        {
            Countries = countries,
            Modes = modes,
            Workers = workers,
            Site = site,
            DelayMs = delay,
            JitterMs = jitter,
            Seed = seed,
            ErrorRate = errors,
            FailureKinds = mix,
            StartOrder = start,
        };

    private static string Write(PlanDraft draft) => PlanLink.Write(WebRoot.Catalog, Modes, draft);

    /// <summary>The draft of a link, from its query, as a page reads it.</summary>
    private static PlanDraft Open(string link) => PlanLink.Read(WebRoot.Catalog, Modes, link[1..]);

    private static string[] Meaning(PlanDraft draft)
    {
        var reading = Reader.Read(draft);
        var plan = reading.Plan;
        return
        [
            string.Join(' ', reading.Selection.Found), string.Join(' ', reading.Selection.Unknown), string.Join(' ', draft.Modes),
            $"{plan is null}", $"{draft.Workers} {draft.DelayMs} {draft.JitterMs} {draft.Seed} {draft.ErrorRate}",
            $"{plan?.Workers} {plan?.Site} {plan?.DelayMs} {plan?.JitterMs} {plan?.Seed}",
            $"{plan?.ErrorRate} {string.Join(',', plan?.FailureKinds ?? [])} {plan?.StartOrder}",
            string.Join('\n', reading.Problems.Select(problem => problem.Field)),
        ];
    }

    [Fact]
    public void Read_WrittenLink_ReturnsEquivalentDraft() => Drafts.Sample(
        draft => Assert.Equal(Meaning(draft), Meaning(Open(Write(draft)))), iter: 3000);

    [Fact]
    public void Write_DraftReadFromLink_ReturnsSameLink() => Drafts.Sample(
        draft => Assert.Equal(Write(draft), Write(Open(Write(draft)))), iter: 3000);

    [Fact]
    public void Write_DefaultDraft_ReturnsRoot() => Assert.Equal("/", Write(PlanDraft.Default(WebRoot.Catalog, Modes)));

    [Fact]
    public void Write_OneFieldChanged_WritesOnlyThatField()
    {
        var usual = PlanDraft.Default(WebRoot.Catalog, Modes);
        Assert.Equal("/?cc=none", Write(usual with { Countries = [] }));
        Assert.Equal("/?cc=FR,DE", Write(usual with { Countries = ["FR", "DE"] }));
        Assert.Equal("/?modes=async,sequential", Write(usual with { Modes = ["async", "sequential"] }));
        Assert.Equal("/?site=local", Write(usual with { Site = "Local" }));
        Assert.Equal("/?start=inturn", Write(usual with { StartOrder = "InTurn" }));
        Assert.Equal("/?workers=a%26b", Write(usual with { Workers = "a&b" }));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("None")]
    [InlineData("asia")]
    public void Write_UnknownCodeNamedLikeAPreset_StaysACode(string code) =>
        Assert.Equal([code], Open(Write(new PlanDraft { Countries = [code] })).Countries);

    [Fact]
    public void Read_PresetInUpperCase_ReturnsItsCountries() => Assert.Equal(WebRoot.Catalog.All.Count, Open("/?cc=ALL").Countries.Count);

    [Fact]
    public void PresetOf_CountriesOfPreset_ReturnsThatPreset()
    {
        var presets = PlanLink.CountryPresets(WebRoot.Catalog).ToArray();
        Assert.Equal(["pop20", "africa"], presets.Take(2).Select(preset => preset.Id));
        Assert.Equal(["all", "none"], presets.TakeLast(2).Select(preset => preset.Id));
        Assert.All(presets, preset => Assert.Equal(
            preset.Id, PlanLink.CountryPresetIdOf(
                WebRoot.Catalog, preset.Countries.Select(country => country.Code).Reverse().ToHashSet())));
    }

    [Fact]
    public void PresetOf_OtherCountries_ReturnsNull()
    {
        var pop20 = WebRoot.Catalog.Pop20.Select(country => country.Code).ToHashSet();
        Assert.Null(PlanLink.CountryPresetIdOf(WebRoot.Catalog, [.. pop20.Skip(1)]));
        Assert.Null(PlanLink.CountryPresetIdOf(WebRoot.Catalog, [.. pop20, "AD"]));
        Assert.Null(PlanLink.CountryPresetIdOf(WebRoot.Catalog, [.. pop20.Skip(1), "AD"]));
    }
}
