using System.Text.Json;
using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Plans;

public class PlanReaderTests
{
    private static readonly ModeCatalog Modes = new([FakeMode.Idle("one").Info, FakeMode.Idle("two").Info]);
    private static readonly PlanRules Rules =
        new(WebRoot.Catalog, Modes, new FlagSiteFactory(RemoteUrlTemplate.Parse("http://localhost:1")));
    private static readonly PlanReader Reader = new(WebRoot.Catalog, Rules);
    private static readonly PlanDraft Good = new() { Countries = ["BR"], Modes = ["one"] };

    private static Gen<string> Common(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Problems(PlanDraft draft)
    {
        var reading = Reader.Read(draft);
        Assert.Equal(reading.Problems.Count == 0, reading.Plan is not null);
        return string.Join('\n', reading.Problems.Select(problem => $"{problem.Field}: {problem}"));
    }

    [Fact]
    public void Read_ValidDraft_ReturnsPlan()
    {
        var draft = Good with { Countries = ["cn", "BR"], Site = "LOCAL", StartOrder = "inturn", DelayMs = "1e2", JitterMs = " .5 " };
        var plan = Reader.Read(draft).Plan!;
        Assert.Equal(["BR", "CN"], plan.Countries);
        Assert.Equal(
            (SiteId.Local, StartOrder.InTurn, 100, 0.5, 5, 612),
            (plan.Site, plan.StartOrder, plan.DelayMs, plan.JitterMs, plan.Workers, plan.Seed));
    }

    [Theory]
    [InlineData("inTurn")]
    [InlineData("INTURN")]
    [InlineData("in-turn")]
    public void Read_NameOfTwoWords_MayHaveAHyphenAndAnyCase(string text) =>
        Assert.Equal(StartOrder.InTurn, Reader.Read(Good with { StartOrder = text }).Plan!.StartOrder);

    [Fact]
    public void Read_UnknownCodes_AreInSelectionButNotInPlan()
    {
        var reading = Reader.Read(Good with { Countries = ["XX", "BR", "br", "../..", "\0"] });
        Assert.Equal(["BR"], reading.Plan!.Countries);
        Assert.Equal(["XX", "../..", "\0"], reading.Selection.Unknown);
        Assert.Equal(["BR"], reading.Selection.Repeated);
    }

    [Fact]
    public void Read_OnlyUnknownCodes_ReturnsProblemOfCountries() => Assert.Equal(
        "countries: Pick at least one country.", Problems(Good with { Countries = ["XX", "../.."] }));

    [Theory]
    [InlineData("", "")]
    [InlineData("2147483648", "2147483648")]
    [InlineData("1.5", "1.5")]
    [InlineData("1,5", "1,5")]
    [InlineData("1e1", "1e1")]
    [InlineData("five", "five")]
    [InlineData("٣", "٣")]
    [InlineData("1\u00005", "1\uFFFD5")]
    [InlineData(null, "")]
    public void Read_WorkersOrSeedNotANumber_ReturnsProblemInAnyCulture(string? text, string said) => Culture.WithCommas(() =>
    {
        Assert.Equal($"workers: “{said}” is not a whole number in range.", Problems(Good with { Workers = text! }));
        Assert.Equal($"seed: “{said}” is not a whole number in range.", Problems(Good with { Seed = text! }));
    });

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("677")]
    public void Read_WorkersOutOfRange_ReturnsProblemWithRange(string text) => Assert.Equal(
        "workers: Workers must be from 1 to 676.", Problems(Good with { Workers = text }));

    [Theory]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Read_DelayOutOfRange_ReturnsProblemWithRange(string text) => Assert.Equal(
        "delayMs: The delay must be from 0 to 4500 ms.", Problems(Good with { DelayMs = text }));

    [Theory]
    [InlineData("")]
    [InlineData("0,5")]
    [InlineData("1.234,5")]
    [InlineData("300 ms")]
    [InlineData("0x10")]
    public void Read_DelayOrJitterNotANumber_ReturnsOneProblemInAnyCulture(string text) => Culture.WithCommas(() =>
    {
        Assert.Equal($"delayMs: “{text}” is not a number.", Problems(Good with { DelayMs = text }));
        Assert.Equal($"jitterMs: “{text}” is not a number.", Problems(Good with { JitterMs = text }));
    });

    [Fact]
    public void Read_JitterAboveDelay_ReturnsProblem() => Assert.Equal(
        "jitterMs: The jitter must be from 0 to the delay, 300 ms.", Problems(Good with { JitterMs = "301" }));

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("Moon")]
    [InlineData("Local,Delay")]
    [InlineData("Local ")]
    [InlineData("Lo-cal")]
    public void Read_UnknownSiteOrStart_ReturnsProblemWithValidValues(string text)
    {
        Assert.Equal($"site: “{text}” is none of Local, Delay, Error, Remote.", Problems(Good with { Site = text }));
        Assert.Equal($"start: “{text}” is none of Together, InTurn.", Problems(Good with { StartOrder = text }));
    }

    [Fact]
    public void ProblemFor_AnyField_ReturnsItsFirstProblemOrNull()
    {
        var reading = Reader.Read(Good with { Workers = "0", Modes = ["x", "y"] });
        Assert.Equal("Workers must be from 1 to 676.", reading.ProblemFor("workers")?.ToString());
        Assert.Contains("“x”", reading.ProblemFor("modes")?.ToString());
        Assert.Null(reading.ProblemFor("seed"));
    }

    [Fact]
    public void Read_TwentyThousandUnknownCodes_KeepsTenThousandAndReturnsOneProblem()
    {
        var reading = Reader.Read(Good with { Countries = [.. Enumerable.Range(0, 20_000).Select(i => $"{i}"), "BR"] });
        Assert.Equal(10_000, reading.Selection.Unknown.Count);
        Assert.Equal("countries", Assert.Single(reading.Problems).Field);
    }

    [Fact]
    public void Read_AnyDraft_NeverThrowsAndItsPlanKeepsTheRules()
    {
        var text = Gen.OneOf<string>(
            Gen.String,
            Gen.Int.Select(number => $"{number}"),
            Gen.Double.Select(number => FormattableString.Invariant($"{number}")),
            Common("", "0", "-1", "1e9", "NaN", "local", "DELAY", "InTurn", "together", "BR", "cn", "one", "two", "../..", "\0", null!));
        Gen.Select(text.Array[0, 8], text.Array[0, 4], text.Array[6]).Sample(
            (countries, modes, fields) =>
            {
                var reading = Reader.Read(new PlanDraft
                {
                    Countries = countries,
                    Modes = modes,
                    Workers = fields[0],
                    Site = fields[1],
                    DelayMs = fields[2],
                    JitterMs = fields[3],
                    Seed = fields[4],
                    StartOrder = fields[5],
                });
                Assert.Equal(reading.Problems.Count == 0, reading.Plan is not null);
                Assert.All(reading.Problems, problem => Assert.NotEqual("", problem.ToString()));
                if (reading.Plan is { } plan)
                    Assert.Empty(Rules.Check(plan));
            },
            iter: 3000);
    }

    [Fact]
    public void Read_DraftOfAnyPlan_IsThatPlan() => Culture.WithCommas(() =>
        Gen.Select(
            Gen.Int[0, 248].HashSet[1, 20],
            Gen.Int[1, 676],
            Gen.Enum<SiteId>(),
            Gen.Select(Gen.Double[0, 4500], Gen.Double[0, 1]),
            Gen.Int[0, int.MaxValue],
            Gen.Select(Gen.Enum<StartOrder>(), Gen.Double[0, 1], Gen.Enum<FailureKind>().HashSet[1, 9])).Sample(
            (countries, workers, site, network, seed, rest) =>
            {
                var plan = new RacePlan
                {
                    Countries = [.. countries.Order().Select(i => WebRoot.Catalog.All[i].Code)],
                    Modes = ["two", "one"],
                    Workers = workers,
                    Site = site,
                    DelayMs = network.Item1,
                    JitterMs = network.Item1 * network.Item2,
                    Seed = seed,
                    StartOrder = rest.Item1,
                    ErrorRate = rest.Item2,
                    FailureKinds = [.. rest.Item3],
                    AllowsNonCountryCodes = seed % 2 == 0,
                };
                var read = Reader.Read(PlanDraft.Of(plan)).Plan;
                Assert.Equal(JsonSerializer.Serialize(plan, RaceJson.Options), JsonSerializer.Serialize(read, RaceJson.Options));
            },
            threads: 1));
}
