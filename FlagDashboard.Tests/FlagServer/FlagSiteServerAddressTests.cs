namespace FlagDashboard.Tests.FlagServer;

/// <summary>Alone, since the environment belongs to the whole process.</summary>
[Collection(nameof(FlagSiteServerAddressTests))]
[CollectionDefinition(nameof(FlagSiteServerAddressTests), DisableParallelization = true)]
public class FlagSiteServerAddressTests
{
    [Theory]
    [InlineData("Kestrel__Endpoints__Dashboard__Url", "http://127.0.0.2:0")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.2:0")]
    public async Task Start_DashboardsAddressInTheEnvironment_KeepsToItsOwn(string name, string value)
    {
        var usual = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            await using var site = await Site.Start();
            Assert.Equal("127.0.0.1", site.Sites.BuiltIn!.Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, usual);
        }
    }
}
