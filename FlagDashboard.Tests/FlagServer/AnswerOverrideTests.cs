using System.Net;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.FlagServer;

/// <summary>What a person changes reaches requests that wait at the site, and those that come later.</summary>
public class AnswerOverrideTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    private static Task<HttpResponseMessage> Ask(Site site, string run, string code = "BR") =>
        site.Get(site.Sites.CreateWithTape(new Tape(1, Delay.TotalMilliseconds, 0)).ForRun("race", run).AddressOf(code).AbsoluteUri);

    private static AnswerOverride Changes(Site site, string code = "BR") => site.Sites.Overrides.Find("race", "map", code)!;

    private static async Task<Site> Start(FakeClock clock)
    {
        var site = await Site.Start(clock);
        site.Sites.Overrides.AddRace("race", ["map", "async"]);
        return site;
    }

    [Fact]
    public async Task Slow_WaitingRequest_DelaysAnswerByThatTime()
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        var answer = Ask(site, "map");
        await Blocking.Run(clock.WaitForNextTimer);
        clock.Advance(Delay / 2);
        Changes(site).AddDelay(1000);
        await Blocking.Run(clock.WaitForNextTimer);
        clock.Advance((Delay / 2) + TimeSpan.FromMilliseconds(999));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    [Theory]
    [InlineData(FailureKind.NotFound, HttpStatusCode.NotFound)]
    [InlineData(FailureKind.ServerError, HttpStatusCode.InternalServerError)]
    public async Task Fail_WaitingRequest_AnswersImmediately(FailureKind kind, HttpStatusCode expected)
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        var answer = Ask(site, "map");
        await Blocking.Run(clock.WaitForNextTimer);
        Changes(site).Fail(kind);
        Assert.Equal(expected, (await answer).StatusCode);
    }

    [Theory]
    [InlineData("BR")]
    [InlineData("XX")]
    public async Task Fail_ResetOfWaitingRequest_ResetsConnectionImmediately(string code)
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        var answer = Ask(site, "map", code);
        await Blocking.Run(clock.WaitForNextTimer);
        Changes(site, code).Fail(FailureKind.Reset);
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task Fail_StallOfWaitingRequest_NeverAnswersUntilAnotherFailure()
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        var answer = Ask(site, "map");
        await Blocking.Run(clock.WaitForNextTimer);
        Changes(site).Fail(FailureKind.Stall);
        Changes(site).AddDelay(1);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(answer.IsCompleted);
        Changes(site).Fail(FailureKind.ServerError);
        Assert.Equal(HttpStatusCode.InternalServerError, (await answer).StatusCode);
    }

    [Fact]
    public async Task Fail_BeforeItComes_AnswersAfterTheDelayOfTheTape()
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        Changes(site).AddDelay(100);
        Changes(site).Fail(FailureKind.NotFound);
        var answer = Ask(site, "map");
        await Blocking.Run(clock.WaitForNextTimer);
        clock.Advance(Delay);
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(HttpStatusCode.NotFound, (await answer).StatusCode);
    }

    [Fact]
    public async Task Fail_OneRunAndCountry_DoesNotAffectOthers()
    {
        var clock = new FakeClock();
        await using var site = await Start(clock);
        Changes(site).Fail(FailureKind.ServerError);
        var (otherRun, otherCountry) = (Ask(site, "async"), Ask(site, "map", "CN"));
        await Blocking.Run(clock.WaitForNextTimer);
        await Blocking.Run(clock.WaitForNextTimer);
        clock.Advance(Delay);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await otherRun).StatusCode, (await otherCountry).StatusCode));
    }

    [Fact]
    public void Find_UnknownRaceRunOrCode_ReturnsNullAndStoresNothing()
    {
        var overrides = new AnswerOverrides();
        overrides.AddRace("race", ["map"]);
        Assert.Null(overrides.Find("nosuch", "map", "BR"));
        Assert.Null(overrides.Find("race", "nosuch", "BR"));
        Assert.Null(overrides.Find("race", "map", "no code"));
        Assert.Null(overrides.Find(null, null, "BR"));
        Assert.Same(overrides.Find("race", "map", "BR"), overrides.Find("race", "map", "br"));
        overrides.RemoveRace("race");
        Assert.Null(overrides.Find("race", "map", "BR"));
    }

    [Fact]
    public async Task Serves_AnyAddress_IsTrueOnlyForBuiltInSite()
    {
        await using var site = await Site.Start();
        var refusing = site.Sites.CreateWithTape(new Tape(1, 0, 0, 1, [FailureKind.Refused]));
        Assert.True(site.Sites.IsBuiltIn(site.Sites.CreateWithoutDelay().ForRun("race", "map").AddressOf("BR")));
        Assert.False(site.Sites.IsBuiltIn(refusing.ForRun("race", "map").AddressOf("BR")));
        Assert.Equal(
            $"{site.Sites.BuiltInAddress}flags/br/br.png?race=race&run=map", site.Sites.CreateWithoutDelay().ForRun("race", "map")
                .AddressOf("BR").AbsoluteUri);
        var remote = new FlagSiteFactory(RemoteUrlTemplate.Parse("https://example.org/flags")).CreateRemote();
        Assert.Same(remote, remote.ForRun("race", "map"));
    }
}
