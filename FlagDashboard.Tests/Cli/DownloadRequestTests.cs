using FlagDashboard.Cli;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Cli;

public class DownloadRequestTests
{
    private static readonly FlagSiteFactory Sites = new(RemoteUrlTemplate.Parse("http://localhost:1"));
    private static readonly ModeCatalog Modes = new([FakeMode.Idle("threads-as-completed").Info, FakeMode.Idle("async").Info]);
    private static readonly PlanReader Reader = new(WebRoot.Catalog, new PlanRules(WebRoot.Catalog, Modes, Sites));

    private static RacePlan Plan(DownloadArguments request) => request.CreatePlan(WebRoot.Catalog, Modes, Reader);

    /// <summary>A request with these options; null for one that was not typed.</summary>
    private static DownloadArguments Typed(string? server = null, string? delay = null, string? jitter = null, string? errors = null) =>
        new()
        {
            FieldTexts = new (PlanField Field, string? Text)[]
            {
                (PlanFields.Site, server), (PlanFields.DelayMs, delay), (PlanFields.JitterMs, jitter), (PlanFields.ErrorRate, errors),
            }
            .Where(typed => typed.Text is not null)
            .ToDictionary(typed => typed.Field, typed => typed.Text!),
        };

    private static string Refusal(DownloadArguments request) => Assert.Throws<UsageException>(() => Plan(request)).Message;

    [Fact]
    public void Plan_NoOptions_HasDefaultsOfBookScript()
    {
        var plan = Plan(new());
        Assert.Equal((SiteId.Local, 20, 612), (plan.Site, plan.Workers, plan.Seed));
        Assert.Equal(["threads-as-completed"], plan.Modes);
        Assert.Equal(WebRoot.Catalog.Pop20.Select(country => country.Code), plan.Countries);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("ERROR")]
    public void Plan_SlowServer_HasDelayFromHalfToFiveSeconds(string server)
    {
        var plan = Plan(Typed(server));
        Assert.Equal((500, 5000), (plan.DelayMs - plan.JitterMs, plan.DelayMs + plan.JitterMs));
        Assert.Equal(0.25, plan.ErrorRate);
    }

    [Theory]
    [InlineData(null, null, null, null, SiteId.Local)]
    [InlineData("100", null, null, null, SiteId.Delay)]
    [InlineData(null, "100", null, null, SiteId.Delay)]
    [InlineData("100", null, "0.5", null, SiteId.Error)]
    [InlineData(null, null, null, "http://localhost:1", SiteId.Remote)]
    public void Plan_NoServerOption_UsesSiteThatSupportsOtherOptions(
        string? delay, string? jitter, string? errors, string? url, SiteId site) =>
        Assert.Equal(site, Plan(Typed(null, delay, jitter, errors) with { BaseUrl = url }).Site);

    [Theory]
    [InlineData("100", null, 100, 0)]
    [InlineData("100", "50", 100, 50)]
    [InlineData(null, "50", 2750, 50)]
    public void Plan_DelayOrJitterOption_HasThatValue(string? delay, string? jitter, double expectedDelay, double expectedJitter)
    {
        var plan = Plan(Typed(null, delay, jitter));
        Assert.Equal((expectedDelay, expectedJitter), (plan.DelayMs, plan.JitterMs));
    }

    [Fact]
    public void Plan_EveryOption_IncludesUnlistedCodes()
    {
        var plan = Plan(new() { IsAllPossibleCodes = true });
        Assert.Equal(676, plan.Countries.Count);
        Assert.True(plan.AllowsNonCountryCodes);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("Remote")]
    public void Plan_DelayForASiteThatHasNone_IsRefused(string server)
    {
        Assert.StartsWith("--delay and --jitter are for", Refusal(Typed(server, delay: "1")), StringComparison.Ordinal);
        Assert.StartsWith("--delay and --jitter are for", Refusal(Typed(server, jitter: "1")), StringComparison.Ordinal);
        Assert.StartsWith("--error-rate is for", Refusal(Typed(server, errors: "1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ErrorRateForDelay_IsRefused() =>
        Assert.Equal("--error-rate is for the site ERROR; DELAY never fails on purpose.", Refusal(Typed("delay", errors: "0.1")));

    [Fact]
    public void Plan_ServerAndBaseUrl_IsRefused() => Assert.Equal(
        "--base-url is a site of its own: give it or --server, not both.",
        Refusal(Typed("error") with { BaseUrl = "http://localhost:1" }));

    [Fact]
    public void Repeat_NoOption_IsOnce() => Assert.Equal(1, new DownloadArguments().RaceCount);
}
