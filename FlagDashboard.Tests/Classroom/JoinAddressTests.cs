using System.Net;
using FlagDashboard.Classroom;

namespace FlagDashboard.Tests.Classroom;

public sealed class JoinAddressTests
{
    [Theory]
    [InlineData("http://localhost:5080/", "http://localhost:5080", null)]
    [InlineData("http://localhost:5080/", "http://127.0.0.1:5080", null)]
    [InlineData("http://localhost:5080/", "http://[::1]:5080", null)]
    [InlineData("http://localhost:5080/", "http://0.0.0.0:5080", "http://192.168.1.5:5080")]
    [InlineData("http://localhost:5080/", "http://[::]:5080", "http://192.168.1.5:5080")]
    [InlineData("http://localhost:5080/flags-demo/", "https://*:443", "https://192.168.1.5:443")]
    [InlineData("http://127.0.0.1:5080/", "http://10.0.0.7:5080", "http://10.0.0.7:5080")]
    [InlineData("http://192.168.1.9:5080/", "http://0.0.0.0:5080", "http://192.168.1.9:5080")]
    [InlineData("https://flags.example/", "http://localhost:5080", "https://flags.example")]
    [InlineData("https://flags.example/flags-demo/", "http://localhost:5080", "https://flags.example/flags-demo")]
    public void Of_PageAndBoundAddress_ReturnsAddressThatOtherMachinesCanOpen(string page, string bound, string? expected) => Assert.Equal(
        expected, JoinAddressFinder.Choose(new Uri(page), [bound], [IPAddress.Parse("192.168.1.5"), IPAddress.Parse("10.0.0.7")]));

    [Fact]
    public void Of_NoNetwork_ReturnsNull() =>
        Assert.Null(JoinAddressFinder.Choose(new Uri("http://localhost:5080/"), ["http://0.0.0.0:5080"], []));
}
