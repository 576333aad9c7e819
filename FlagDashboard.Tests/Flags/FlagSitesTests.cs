using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class FlagSitesTests
{
    static readonly FlagSites Up = new() { BuiltIn = new Uri("http://127.0.0.1:5081") };

    [Fact]
    public void Local_Address_IsPlain() => Assert.Equal(
        "http://127.0.0.1:5081/flags/br/br.png", Up.Local().AddressOf("BR").ToString());

    [Fact]
    public void Delay_Address_TellsTheTapeInAnyCulture() => Culture.WithCommas(() => Assert.Equal(
        "http://127.0.0.1:5081/flags/br/br.png?delay=12.5&jitter=0.25&seed=42", Up.Delay(12.5, 0.25, 42).AddressOf("bR").ToString()));

    [Fact]
    public void Sites_BuiltInNotUp_SaySo()
    {
        Assert.Contains("not up", Assert.Throws<InvalidOperationException>(() => new FlagSites().Local()).Message);
        Assert.Contains("not up", Assert.Throws<InvalidOperationException>(() => new FlagSites().Delay(1, 1, 1)).Message);
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
    public void AddressOf_NotTwoLetters_IsRefused(string? code) => Assert.Throws<ArgumentException>(() => Up.Local().AddressOf(code!));
}
