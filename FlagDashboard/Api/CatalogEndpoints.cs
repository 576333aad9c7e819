using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>What a plan can be made of.</summary>
internal static class CatalogEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var catalog = api.MapGroup("").WithTags("Catalog");
        catalog.MapRead("/modes", Modes).WithName("listModes").Produces<ModeInfo[]>();
        catalog.MapRead("/countries", Countries).WithName("listCountries").Produces<Country[]>();
    }

    /// <summary>Lists the modes</summary>
    /// <remarks>Ways of running many downloads, in the order in which a plan has them by default.</remarks>
    /// <response code="200">Every mode.</response>
    internal static IEnumerable<ModeInfo> Modes(ModeCatalog modes) => modes.All;

    /// <summary>Lists the countries</summary>
    /// <remarks>Those of ISO 3166-1, sorted by code. Their built-in flags are at /flags/{cc}.png, in lower case.</remarks>
    /// <response code="200">Every country.</response>
    internal static IReadOnlyList<Country> Countries(CountryCatalog catalog) => catalog.All;
}
