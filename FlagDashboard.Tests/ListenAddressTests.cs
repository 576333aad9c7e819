using FlagDashboard.Cli;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests;

/// <summary>Tests that only an address that says so opens the dashboard to the network.</summary>
public class ListenAddressTests
{
    private static string? Read(string setting, string value) => ListenAddressReader.ReadAddresses(
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build());

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("https://LOCALHOST:5080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.0.0.2:5080;http://[::1]:5080")]
    [InlineData("http://192.168.1.7:5080")]
    [InlineData("http://[fe80::1%2]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    public void Read_UrlOfThisMachine_AcceptsIt(string urls) => Assert.Equal(urls, Read("urls", urls));

    [Theory]
    [InlineData("http://loaclhost:5080")]
    [InlineData("http://127.0.0.l:5080")]
    [InlineData("http://127.0.0.1 :5080")]
    [InlineData("http:// localhost:5080")]
    [InlineData("http://localhost.:5080")]
    [InlineData("http://example.org:5080")]
    [InlineData("http://0:5080")]
    [InlineData("http://00.0.0.0:5080")]
    [InlineData("http://127.1:5080")]
    [InlineData("http://0x7f.0.0.1:5080")]
    [InlineData("http://[::ffff:0.0.0.0]:5080")]
    [InlineData("http://[0:0:0:0:0:0:0:0]:5080")]
    [InlineData("http://**:5080")]
    [InlineData("http://:5080")]
    [InlineData("http://pipe:/x")]
    [InlineData("http://unix:/tmp/x")]
    [InlineData("http://localhost:5080;http://loaclhost:5081")]
    public void Read_UrlOfAnotherHost_Throws(string urls)
    {
        var refusal = Assert.Throws<CommandFailedException>(() => Read("urls", urls));
        Assert.EndsWith(ListenAddressReader.Advice, refusal.Message, StringComparison.Ordinal);
        Assert.Throws<CommandFailedException>(() => Read("Kestrel:Endpoints:Http:Url", urls.Split(';')[^1]));
    }

    [Theory]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8080;8443")]
    public void Read_PortSettings_AcceptsThem(string setting, string ports) => Assert.Equal($"{setting}={ports}", Read(setting, ports));

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("8080,8081")]
    public void Read_InvalidPort_Throws(string ports)
    {
        Assert.Throws<CommandFailedException>(() => Read("http_ports", ports));
        Assert.Throws<CommandFailedException>(() => Read("https_ports", ports));
    }

    [Fact]
    public void Read_NoSettings_ReturnsNull() => Assert.Null(Read("other", "x"));
}
