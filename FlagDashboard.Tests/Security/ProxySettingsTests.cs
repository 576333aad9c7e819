using FlagDashboard.Flags;
using FlagDashboard.Security;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests.Security;

public sealed class ProxySettingsTests
{
    private static ProxySettings Read(string name, string? value) =>
        ProxySettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build());

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/flags-demo", "/flags-demo")]
    [InlineData(" flags-demo/ ", "/flags-demo")]
    [InlineData("/a/b.c/~d_e/", "/a/b.c/~d_e")]
    public void BasePath_Plain_HasNoSlashAtItsEnd(string? setting, string expected)
    {
        var proxy = Read("BasePath", setting);
        Assert.Equal(expected, proxy.BasePath.ToString());
        Assert.Equal(expected.Length > 0, proxy.HasProxy);
    }

    [Theory]
    [InlineData("http://flags.example/demo")]
    [InlineData("/a//b")]
    [InlineData("/../a")]
    [InlineData("/a/..")]
    [InlineData("/./a")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a%2f")]
    [InlineData("/a\"b")]
    [InlineData("\\evil.example")]
    public void BasePath_NotPlain_IsRefusedAtTheStart(string setting) => Assert.Contains(
        "BasePath must be a path", Assert.Throws<InvalidConfigurationException>(() => Read("BasePath", setting)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5/32")]
    [InlineData("10.1.0.0/16; ::1", "10.1.0.0/16 ::1/128")]
    [InlineData("fd00::/8;", "fd00::/8")]
    public void TrustedProxies_AddressesAndNetworks_AreRead(string setting, string expected)
    {
        var proxy = Read("TrustedProxies", setting);
        Assert.Equal(expected, string.Join(' ', proxy.TrustedNetworks!));
        Assert.True(proxy.HasProxy);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.5:80")]
    [InlineData("*")]
    public void TrustedProxies_NoAddress_IsRefusedAtTheStart(string setting) => Assert.Contains(
        "TrustedProxies", Assert.Throws<InvalidConfigurationException>(() => Read("TrustedProxies", setting)).Message,
            StringComparison.Ordinal);
}
