using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Plans;

/// <summary>Each way to break a rule: the one problem, by its field and by what it says to people.</summary>
public class PlanRulesTests
{
    private static readonly PlanRules Rules =
        new(WebRoot.Catalog, new ModeCatalog([FakeMode.Idle("one").Info, FakeMode.Idle("two").Info]), new FlagSiteFactory());

    private static readonly RacePlan Good = new() { Countries = ["BR", "CN"], Modes = ["one", "two"] };

    private static string Problems(RacePlan plan) => string.Join('\n', Rules.Check(plan).Select(problem => $"{problem.Field}: {problem}"));

    [Fact]
    public void Check_ValidPlan_ReturnsNoProblem() => Assert.Equal("", Problems(Good));

    [Fact]
    public void Check_NoCountries_ReturnsProblem() => Assert.Equal(
        "countries: Pick at least one country.", Problems(Good with { Countries = [] }));

    [Theory]
    [InlineData("XX", "XX")]
    [InlineData("", "")]
    [InlineData("../..", "../..")]
    [InlineData("B\0", "B\uFFFD")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWX…")]
    [InlineData("{0}{1}", "{0}{1}")]
    public void Check_UnknownCode_IsRepeatedReadably(string code, string said) => Assert.Equal(
        $"countries: “{said}” is not a country code.", Problems(Good with { Countries = ["BR", code] }));

    [Fact]
    public void Check_AnyCodeAllowed_AcceptsEveryPairOfLetters()
    {
        Assert.Equal("", Problems(Good with { AllowsNonCountryCodes = true, Countries = ["BR", "ZZ", "xx"] }));
        Assert.Equal(
            "countries: “../..” is not a country code.", Problems(Good with { AllowsNonCountryCodes = true, Countries = ["ZZ", "../.."] }));
        Assert.Equal("countries: ZZ is listed twice.", Problems(Good with { AllowsNonCountryCodes = true, Countries = ["ZZ", "zz"] }));
    }

    [Fact]
    public void Check_UnknownCodes_NamesEachOnce() => Assert.Equal(
        ["“XX” is not a country code.", "“YY” is not a country code.", "XX is listed twice."],
        Rules.Check(Good with { Countries = ["XX", "BR", "YY", "XX"] }).Select(problem => problem.ToString()));

    [Theory]
    [InlineData("BR", "BR")]
    [InlineData("BR", "br")]
    public void Check_CodeRepeatedInAnotherCase_ReturnsProblemThatNamesIt(string code, string again) => Assert.Equal(
        "countries: BR is listed twice.", Problems(Good with { Countries = [code, "CN", again] }));

    [Fact]
    public void Check_LowerCaseCodes_AreCountries() => Assert.Equal("", Problems(Good with { Countries = ["br", "cn"] }));

    [Fact]
    public void Check_TenThousandCodes_IsOneProblem() => Assert.Equal(
        "countries: 10000 countries are too many: at most 676.",
        Problems(Good with { Countries = [.. Enumerable.Range(0, 10_000).Select(i => $"{i}")] }));

    [Fact]
    public void Check_NoModes_ReturnsProblem() => Assert.Equal("modes: Pick at least one mode.", Problems(Good with { Modes = [] }));

    [Theory]
    [InlineData("three", "three")]
    [InlineData("ONE", "ONE")]
    [InlineData("one\n", "one\uFFFD")]
    public void Check_UnknownMode_ReturnsProblemWithValidModes(string id, string said) => Assert.Equal(
        $"modes: There is no mode “{said}”; there are one, two.", Problems(Good with { Modes = [id] }));

    [Fact]
    public void Check_RepeatedMode_ReturnsProblemThatNamesIt() =>
        Assert.Equal("modes: one is listed twice.", Problems(Good with { Modes = ["one", "one"] }));

    [Theory]
    [InlineData(17)]
    [InlineData(10_000)]
    public void Check_MoreModesThanALogCanHave_IsOneProblem(int count) => Assert.Equal(
        $"modes: {count} modes are too many: at most 16.",
        Problems(Good with { Modes = [.. Enumerable.Range(0, count).Select(i => $"{i}")] }));

    [Fact]
    public void Check_SixteenUnknownModes_NamesEach() =>
        Assert.Equal(16, Rules.Check(Good with { Modes = [.. Enumerable.Range(0, 16).Select(i => $"{i}")] }).Count);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(677)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Check_WorkersOutOfRange_ReturnsProblemWithRange(int workers) => Assert.Equal(
        "workers: Workers must be from 1 to 676.", Problems(Good with { Workers = workers }));

    [Theory]
    [InlineData(-0.5)]
    [InlineData(4500.5)]
    [InlineData(1e9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Check_DelayOutOfRange_ReturnsProblemOfDelayOnly(double delay) => Assert.Equal(
        "delayMs: The delay must be from 0 to 4500 ms.", Problems(Good with { DelayMs = delay }));

    [Theory]
    [InlineData(-0.5)]
    [InlineData(300.75)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Check_JitterOutOfRange_ReturnsProblemWithRangeInAnyCulture(double jitter) => Culture.WithCommas(() => Assert.Equal(
        "jitterMs: The jitter must be from 0 to the delay, 300.5 ms.", Problems(Good with { DelayMs = 300.5, JitterMs = jitter })));

    [Fact]
    public void Check_NegativeSeed_ReturnsProblemWithRange() => Assert.Equal(
        "seed: The seed must be from 0 to 2147483647.", Problems(Good with { Seed = -1 }));

    [Fact]
    public void Check_UndefinedSite_ReturnsProblemWithValidSites() => Assert.Equal(
        "site: There is no such site; there are LOCAL, DELAY, ERROR, REMOTE.", Problems(Good with { Site = (SiteId)99 }));

    [Fact]
    public void Check_RemoteSiteNotConfigured_ReturnsProblemWithAdvice() => Assert.Equal(
        "site: REMOTE is not configured: start with --Sites:Remote:Url ADDRESS.", Problems(Good with { Site = SiteId.Remote }));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Check_ErrorRateOutOfRange_ReturnsProblemWithRange(double rate) => Assert.StartsWith(
        "errorRate: The error rate must be from 0", Problems(Good with { ErrorRate = rate }), StringComparison.Ordinal);

    [Fact]
    public void Check_InvalidMix_ReturnsProblemWithValidFailureKinds()
    {
        foreach (var mix in (FailureKind[][])[[], [FailureKind.Stall, FailureKind.Stall], [(FailureKind)99]])
            Assert.StartsWith("mix: Pick at least one", Problems(Good with { FailureKinds = mix }), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_UndefinedStart_ReturnsProblemWithValidOrders() => Assert.Equal(
        "start: Runs start together or in turn.", Problems(Good with { StartOrder = (StartOrder)99 }));

    [Fact]
    public void Check_MinAndMaxOfEveryRange_AcceptsThem()
    {
        Assert.Equal("", Problems(Good with { Workers = 1, DelayMs = 0, JitterMs = 0, Seed = 0 }));
        Assert.Equal("", Problems(Good with { Workers = 676, DelayMs = 4500, JitterMs = 4500, Seed = int.MaxValue }));
    }

    [Fact]
    public void Check_EveryFieldInvalid_ReturnsProblemForEach() => Assert.Equal(
        ["countries", "modes", "workers", "site", "delayMs", "seed", "errorRate", "mix", "start"],
        Rules.Check(new RacePlan
        {
            Countries = [],
            Modes = [],
            Workers = 0,
            Site = (SiteId)(-1),
            DelayMs = -1,
            JitterMs = -1,
            Seed = -1,
            StartOrder = (StartOrder)(-1),
            ErrorRate = -1,
            FailureKinds = [],
        }).Select(problem => problem.Field));
}
