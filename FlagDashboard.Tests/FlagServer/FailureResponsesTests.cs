using System.Net;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.FlagServer;

/// <summary>Tests each kind of failure with the product's client over a real socket.</summary>
public class FailureResponsesTests
{
    [Theory]
    [InlineData(FailureKind.Teapot, "HTTP 418 I'm a teapot")]
    [InlineData(FailureKind.TooManyRequests, "HTTP 429 Too Many Requests")]
    [InlineData(FailureKind.ServerError, "HTTP 500 Internal Server Error")]
    [InlineData(FailureKind.Unavailable, "HTTP 503 Service Unavailable")]
    [InlineData(FailureKind.Reset, "connection reset in the middle of the answer")]
    [InlineData(FailureKind.WrongLength, "the answer ended before it was whole")]
    [InlineData(FailureKind.Refused, "connection refused")]
    [InlineData(FailureKind.Stall, "no answer within 1 s")]
    public async Task Get_EachFailure_HasAReasonOfItsOwn(FailureKind kind, string reason)
    {
        await using var site = await Site.Start();
        using var client = new FlagClient(TimeSpan.FromSeconds(1));
        var address = site.Sites.CreateWithTape(new Tape(1, 0, 0, 1, [kind])).AddressOf("BR");

        Assert.Equal(reason, Assert.Throws<DownloadException>(() => client.Get(address, CancellationToken.None)).Message);
        Assert.Equal(reason, (await Assert.ThrowsAsync<DownloadException>(() => client.GetAsync(address, CancellationToken.None))).Message);
    }

    [Fact]
    public async Task Get_FailureKindNotFound_ReturnsResponseWithFoundFalse()
    {
        await using var site = await Site.Start();
        using var client = new FlagClient();
        var address = site.Sites.CreateWithTape(new Tape(1, 0, 0, 1, [FailureKind.NotFound])).AddressOf("BR");

        Assert.False((await client.GetAsync(address, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task Get_FailureKindRefused_ClosesConnection()
    {
        await using var site = await Site.Start();
        await Assert.ThrowsAsync<HttpRequestException>(() => site.Get("flags/br/br.png?errors=1&mix=refused"));
    }

    [Theory]
    [InlineData("errors=2", "errors must be a number from 0 to 1.")]
    [InlineData("errors=NaN", "errors must be a number from 0 to 1.")]
    [InlineData("mix=teapot,flood", "mix must be some of")]
    public async Task Get_InvalidTapeParameter_Returns400ThatNamesIt(string query, string message)
    {
        await using var site = await Site.Start();
        var response = await site.Get($"flags/br/br.png?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(message, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
