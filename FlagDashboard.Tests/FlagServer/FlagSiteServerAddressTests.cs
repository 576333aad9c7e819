namespace FlagDashboard.Tests.FlagServer;

/// <summary>Tests that set environment variables, which belong to the whole process and so do not run in parallel with others.</summary>
[Collection(nameof(FlagSiteServerAddressTests))]
[CollectionDefinition(nameof(FlagSiteServerAddressTests), DisableParallelization = true)]
public class FlagSiteServerAddressTests
{
    [Theory]
    [InlineData("Kestrel__Endpoints__Dashboard__Url", "http://127.0.0.2:0")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.2:0")]
    public async Task Start_EnvironmentHasAddressOfDashboard_IgnoresIt(string name, string value)
    {
        var usual = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            await using var site = await Site.Start();
            Assert.Equal("127.0.0.1", site.Sites.BuiltInAddress!.Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, usual);
        }
    }
}
