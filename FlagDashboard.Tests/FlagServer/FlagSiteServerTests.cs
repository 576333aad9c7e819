using System.Net;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.FlagServer;

public class FlagSiteServerTests
{
    [Theory]
    [InlineData("/flags/br/br.png", "BR")]
    [InlineData("/flags/BR/br.png", "BR")]
    [InlineData("/flags/cn/CN.png?delay=0&jitter=0&seed=2147483647&attempt=2", "CN")]
    public async Task Get_KnownFlag_ReturnsItsBytes(string path, string code)
    {
        await using var site = await Site.Start();
        var response = await site.Get(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(WebRoot.Flag(code), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_EveryCountry_HasAFlag()
    {
        await using var site = await Site.Start();
        foreach (var country in WebRoot.Catalog.All)
        {
            var response = await site.Get(site.Sites.CreateWithoutDelay().AddressOf(country.Code).ToString());
            Assert.Equal(WebRoot.Flag(country.Code), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/flags/xx/xx.png")]
    [InlineData("/flags/br/cn.png")]
    [InlineData("/flags/br/br.gif")]
    [InlineData("/flags/br")]
    [InlineData("/")]
    public async Task Get_UnknownFlag_Returns404(string path)
    {
        await using var site = await Site.Start();
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get(path)).StatusCode);
    }

    [Theory]
    [InlineData("/flags/../../data/countries.json")]
    [InlineData("/flags/..%2f..%2fdata/countries.json")]
    [InlineData("/flags/%2e%2e/%2e%2e.png")]
    [InlineData("/flags/br/..%2f..%2fbr.png")]
    [InlineData("/flags/br/%00.png")]
    [InlineData("/flags/../..")]
    public async Task Get_PathOutOfWebRoot_IsRefused(string path)
    {
        await using var site = await Site.Start();
        var answer = await site.GetRaw(path);
        Assert.Matches(@"^HTTP/1\.1 40[04] ", answer);
        Assert.DoesNotContain("Brazil", answer);
        Assert.DoesNotContain("PNG", answer);
    }

    [Theory]
    [InlineData("delay", "delay=NaN")]
    [InlineData("delay", "delay=-1")]
    [InlineData("delay", "delay=1e9")]
    [InlineData("delay", "delay=Infinity")]
    [InlineData("delay", "delay=1,5")]
    [InlineData("delay", "delay=")]
    [InlineData("delay", "delay=1&delay=2")]
    [InlineData("jitter", "delay=300&jitter=NaN")]
    [InlineData("jitter", "delay=300&jitter=-1")]
    [InlineData("jitter", "delay=300&jitter=301")]
    [InlineData("jitter", "jitter=1")]
    [InlineData("seed", "seed=junk")]
    [InlineData("seed", "seed=-1")]
    [InlineData("seed", "seed=2147483648")]
    [InlineData("attempt", "attempt=0")]
    [InlineData("attempt", "attempt=%00")]
    public async Task Get_InvalidParameter_Returns400ThatNamesIt(string name, string query)
    {
        await using var site = await Site.Start();
        var response = await site.Get($"/flags/br/br.png?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith($"{name} must be ", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br", HttpStatusCode.OK)]
    [InlineData("xx", HttpStatusCode.NotFound)]
    public async Task Get_DelayParameter_AnswersAfterThatDelay(string code, HttpStatusCode expected)
    {
        var clock = new FakeClock();
        await using var site = await Site.Start(clock);
        var answer = site.Get($"/flags/{code}/{code}.png?delay=300&jitter=0");
        await Blocking.Run(() => clock.AdvanceAfterNextTimer(TimeSpan.FromMilliseconds(299)));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(expected, (await answer).StatusCode);
    }

    [Fact]
    public async Task Stop_RequestWaits_EndsRequestAndStopsListening()
    {
        var clock = new FakeClock();
        await using var site = await Site.Start(clock);
        var answer = site.Get("/flags/br/br.png?delay=60000");
        await Blocking.Run(() => clock.AdvanceAfterNextTimer(TimeSpan.Zero));
        await site.Stop();
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        await Assert.ThrowsAsync<HttpRequestException>(() => site.Get("/flags/br/br.png"));
        Assert.Null(site.Sites.BuiltInAddress);
        Assert.Throws<InvalidOperationException>(site.Sites.CreateWithoutDelay);
    }

    [Fact]
    public async Task Get_NoTapeParameters_UsesDefaultTape()
    {
        await using var site = await Site.Start(options: new() { DefaultTape = new(1, 0, 0, 1, [FailureKind.Teapot]) });
        Assert.Equal((HttpStatusCode)418, (await site.Get("/flags/br/br.png")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.Get("/flags/br/br.png?errors=0")).StatusCode);
    }

    [Fact]
    public async Task Stop_NeverStarted_DoesNothing()
    {
        var server = new global::FlagDashboard.FlagServer.FlagSiteServer(WebRoot.Catalog, null!, new(), TimeProvider.System, new());
        await server.StopAsync(TestContext.Current.CancellationToken);
    }
}
