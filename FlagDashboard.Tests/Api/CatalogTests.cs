using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Python;

namespace FlagDashboard.Tests.Api;

public sealed class CatalogTests : ApiTest
{
    [Fact]
    public async Task Modes_Get_ReturnsModesInOrderOfPage()
    {
        var modes = (await GetJson("/api/modes")).EnumerateArray().ToList();
        Assert.Equal([.. EveryMode.Ids, .. EveryPythonMode.Ids], modes.Select(mode => mode.Text("id")));
        Assert.All(modes, mode => Assert.NotEqual("", mode.Text("summary")));
        var map = modes.Single(mode => mode.Text("id") == "threads-map");
        Assert.Equal(("callOrder", true), (map.Text("delivery"), map.GetProperty("pooled").GetBoolean()));
    }

    [Fact]
    public async Task Countries_Get_ReturnsCountriesOfCatalog()
    {
        var countries = (await GetJson("/api/countries")).EnumerateArray().ToList();
        Assert.Equal(WebRoot.Catalog.All.Select(country => (country.Code, country.Name, country.Continent)),
            countries.Select(country => (country.Text("code"), country.Text("name"), country.Text("continent"))));
    }
}
