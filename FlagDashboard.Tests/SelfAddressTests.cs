namespace FlagDashboard.Tests;

public class SelfAddressTests
{
    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://+:80", "http://localhost:80")]
    [InlineData("http://*:80", "http://localhost:80")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080")]
    [InlineData("https://[::]:443", "https://localhost:443")]
    [InlineData("http://[::1]:80", "http://[::1]:80")]
    public void Reachable_BoundAddress_ReturnsAddressThatClientsCanOpen(string bound, string expected) =>
        Assert.Equal(expected, SelfAddress.ToReachable(bound));
}
