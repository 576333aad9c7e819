using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class FlagSiteFactoryTests
{
    private static readonly FlagSiteFactory Up = new() { BuiltInAddress = new Uri("http://127.0.0.1:5081") };

    [Fact]
    public void AddressOf_LocalSite_HasNoParameters() => Assert.Equal(
        "http://127.0.0.1:5081/flags/br/br.png", Up.CreateWithoutDelay().AddressOf("BR").ToString());

    [Fact]
    public void AddressOf_DelaySite_HasTapeParametersInAnyCulture() => Culture.WithCommas(() => Assert.Equal(
        "http://127.0.0.1:5081/flags/br/br.png?delay=12.5&jitter=0.25&seed=42", Up.CreateWithTape(new Tape(42, 12.5, 0.25)).AddressOf("bR")
            .ToString()));

    [Fact]
    public void AddressOf_ErrorSite_HasTapeAndUsesRefusingEndpointForRefusals()
    {
        var sites = new FlagSiteFactory
        {
            BuiltInAddress = new Uri("http://127.0.0.1:5081"),
            RefusingEndpoint = new Uri("http://127.0.0.1:5082")
        };
        var teapots = sites.CreateWithTape(new Tape(42, 10, 5, 1, [FailureKind.Teapot]));
        var refusals = sites.CreateWithTape(new Tape(42, 10, 5, 1, [FailureKind.Refused]));

        Assert.Equal("http://127.0.0.1:5081/flags/br/br.png?delay=10&jitter=5&seed=42&errors=1&mix=Teapot", teapots.AddressOf("BR")
            .ToString());
        Assert.Equal("http://127.0.0.1:5082/flags/br/br.png", refusals.AddressOf("BR").ToString());
        Assert.Equal((SiteId.Error, SiteId.Error), (teapots.Id, refusals.Id));
    }

    [Fact]
    public void DisplayAddress_EachSite_ReadsAsItsFolder()
    {
        Assert.Equal("http://127.0.0.1:5081/flags", Up.DisplayAddress(SiteId.Local));
        Assert.Equal("http://127.0.0.1:5081/flags", Up.DisplayAddress(SiteId.Error));
        Assert.Equal("http://example.org/{cc}.gif", new FlagSiteFactory(RemoteUrlTemplate.Parse("http://example.org/{cc}.gif"))
            .DisplayAddress(SiteId.Remote));
        Assert.Throws<InvalidOperationException>(() => Up.DisplayAddress(SiteId.Remote));
        Assert.Throws<InvalidOperationException>(() => new FlagSiteFactory().DisplayAddress(SiteId.Local));
    }

    [Theory]
    [InlineData("https://example.org/flags", "https://example.org/flags/br/br.png")]
    [InlineData("https://example.org/flags/", "https://example.org/flags/br/br.png")]
    [InlineData("http://example.org/{cc}.gif?v=1", "http://example.org/br.gif?v=1")]
    public void AddressOf_RemoteSite_FollowsPattern(string pattern, string address) =>
        Assert.Equal(address, new FlagSiteFactory(RemoteUrlTemplate.Parse(pattern)).CreateRemote().AddressOf("BR").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("flags")]
    [InlineData("ftp://example.org/{cc}")]
    [InlineData("file:///{cc}")]
    public void RemotePattern_NotAnHttpAddress_Throws(string text) =>
        Assert.Contains("no http or https address", Assert.Throws<FormatException>(() => RemoteUrlTemplate.Parse(text)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Remote_NotConfigured_Throws() =>
        Assert.Contains("No remote site", Assert.Throws<InvalidOperationException>(() => new FlagSiteFactory().CreateRemote()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void LocalAndWithTape_BuiltInSiteNotRunning_Throw()
    {
        Assert.Contains("not up", Assert.Throws<InvalidOperationException>(() => new FlagSiteFactory().CreateWithoutDelay()).Message);
        Assert.Contains(
            "not up", Assert.Throws<InvalidOperationException>(() => new FlagSiteFactory().CreateWithTape(new Tape(1, 1, 1))).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("BRA")]
    [InlineData("..")]
    [InlineData("B/")]
    [InlineData("B?")]
    [InlineData("B\0")]
    [InlineData("éé")]
    public void AddressOf_NotTwoLetters_IsRefused(string? code) =>
        Assert.Throws<ArgumentException>(() => Up.CreateWithoutDelay().AddressOf(code!));

    [Theory]
    [InlineData("http://user:secret@example.org/flags", "http://***@example.org/flags")]
    [InlineData("https://secret@example.org/{cc}.gif", "https://***@example.org/{cc}.gif")]
    [InlineData("http://example.org/flags@2x/{cc}.gif", "http://example.org/flags@2x/{cc}.gif")]
    public void RemotePattern_WithAPassword_IsNeverShown(string text, string shown)
    {
        var pattern = RemoteUrlTemplate.Parse(text);
        Assert.Equal(shown, pattern.ToString());
        Assert.StartsWith(text[..24], pattern.AddressOf("br").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://user:secret@example.org/")]
    [InlineData("http://user:se/cret@example.org/")]
    [InlineData("user:secret@example.org")]
    [InlineData("http://user:secret@")]
    public void RemotePattern_InvalidWithPassword_ThrowsWithoutShowingIt(string text)
    {
        var refused = Assert.Throws<FormatException>(() => RemoteUrlTemplate.Parse(text));
        Assert.Contains("***@", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", refused.Message, StringComparison.Ordinal);
    }
}
