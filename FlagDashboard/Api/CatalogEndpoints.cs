using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>The endpoints that list the modes and countries that a plan can have.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Maps the endpoints into <paramref name="api"/>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var catalog = api.MapGroup("").WithTags("Catalog");
        catalog.MapRead("/modes", Modes).WithName("listModes").Produces<ModeInfo[]>();
        catalog.MapRead("/countries", Countries).WithName("listCountries").Produces<Country[]>();
    }

    /// <summary>Lists the modes</summary>
    /// <remarks>Ways to run many downloads, in the order in which a plan has them by default.</remarks>
    /// <response code="200">Every mode.</response>
    internal static IEnumerable<ModeInfo> Modes(ModeCatalog modes) => modes.All;

    /// <summary>Lists the countries</summary>
    /// <remarks>The countries of ISO 3166-1, sorted by code. The flag of each is at /flags/{cc}.png, with its code in lower case.</remarks>
    /// <response code="200">Every country.</response>
    internal static IReadOnlyList<Country> Countries(CountryCatalog catalog) => catalog.All;
}
