using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>The endpoints that list what a plan can choose from: the modes and the countries.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Maps the endpoints into the route group <paramref name="api"/>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var catalog = api.MapGroup("").WithTags("Catalog");
        catalog.MapRead("/modes", ListModes).WithName("listModes").Produces<ModeInfo[]>();
        catalog.MapRead("/countries", ListCountries).WithName("listCountries").Produces<Country[]>();
    }

    /// <summary>Lists the modes</summary>
    /// <remarks>Each mode is a way to run many downloads. The modes are in the order in which a plan lists them by default.</remarks>
    /// <response code="200">Every mode.</response>
    internal static IEnumerable<ModeInfo> ListModes(ModeCatalog modes) => modes.All;

    /// <summary>Lists the countries</summary>
    /// <remarks>
    /// The countries of ISO 3166-1, sorted by code. The flag of a country is at /flags/{cc}.png, where {cc} is its code in lower case.
    /// </remarks>
    /// <response code="200">Every country.</response>
    internal static IReadOnlyList<Country> ListCountries(CountryCatalog catalog) => catalog.All;
}
