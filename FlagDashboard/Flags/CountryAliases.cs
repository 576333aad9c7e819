using System.Globalization;

namespace FlagDashboard.Flags;

/// <summary>
/// Further names by which people search for countries, besides the English names of the catalog. Thread-safe. Alpha-3 codes and native
/// names come from the ICU library. Without that library, in .NET's invariant mode, only <see cref="EnglishAliasesOf"/> has results.
/// </summary>
internal static class CountryAliases
{
    // Further names by which a person can find a country, by country code. Some are names of the catalog without their accents, because
    // .NET cannot remove accents in globalization-invariant mode.
    private static readonly Dictionary<string, string[]> OtherSearchNames = new(StringComparer.Ordinal)
    {
        ["AE"] = ["UAE", "Emirates"],
        ["AX"] = ["Aland Islands"],
        ["BL"] = ["Saint Barthelemy"],
        ["BN"] = ["Brunei Darussalam"],
        ["BS"] = ["The Bahamas"],
        ["CD"] = ["DRC", "DR Congo", "Democratic Republic of the Congo", "Zaire"],
        ["CF"] = ["CAR"],
        ["CG"] = ["Republic of the Congo"],
        ["CI"] = ["Ivory Coast", "Cote d'Ivoire"],
        ["CN"] = ["PRC", "People's Republic of China"],
        ["CV"] = ["Cabo Verde"],
        ["CW"] = ["Curacao"],
        ["CZ"] = ["Czech Republic"],
        ["FK"] = ["Islas Malvinas"],
        ["FM"] = ["Federated States of Micronesia"],
        ["FO"] = ["Faeroe Islands"],
        ["GB"] = ["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
        ["GM"] = ["The Gambia"],
        ["GR"] = ["Hellas", "Hellenic Republic"],
        ["IE"] = ["Eire", "Republic of Ireland"],
        ["IR"] = ["Persia"],
        ["KH"] = ["Kampuchea"],
        ["KN"] = ["Saint Kitts and Nevis"],
        ["KP"] = ["DPRK", "Democratic People's Republic of Korea"],
        ["KR"] = ["ROK", "Korea", "Republic of Korea"],
        ["LA"] = ["Lao PDR", "Lao People's Democratic Republic"],
        ["LC"] = ["Saint Lucia"],
        ["LK"] = ["Ceylon"],
        ["MF"] = ["Saint Martin"],
        ["MK"] = ["Macedonia", "FYROM"],
        ["MO"] = ["Macau"],
        ["NL"] = ["Holland", "The Netherlands"],
        ["PM"] = ["Saint Pierre and Miquelon"],
        ["PS"] = ["Palestine", "State of Palestine"],
        ["RE"] = ["Reunion"],
        ["RU"] = ["Russian Federation"],
        ["SA"] = ["KSA"],
        ["SH"] = ["Saint Helena"],
        ["ST"] = ["Sao Tome and Principe"],
        ["SX"] = ["Saint Maarten"],
        ["SY"] = ["Syrian Arab Republic"],
        ["SZ"] = ["Swaziland"],
        ["TH"] = ["Siam"],
        ["TL"] = ["East Timor"],
        ["TR"] = ["Turkey", "Turkiye"],
        ["TW"] = ["Republic of China", "Chinese Taipei"],
        ["US"] = ["USA", "America", "United States of America"],
        ["VA"] = ["Holy See"],
        ["VC"] = ["Saint Vincent and the Grenadines"],
        ["VN"] = ["Viet Nam"],
        ["ZA"] = ["RSA"],
    };

    private static readonly Lazy<ILookup<string, string>> NativeNames = new(() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => RegionOf(culture.Name)).OfType<RegionInfo>()
        .Select(region => (Code: region.TwoLetterISORegionName, Name: region.NativeName)).Distinct()
        .ToLookup(pair => pair.Code, pair => pair.Name, StringComparer.Ordinal));

    /// <summary>Returns the abbreviations and the former, formal and informal English names of the country with this code.</summary>
    public static IReadOnlyList<string> EnglishAliasesOf(string code) => OtherSearchNames.GetValueOrDefault(code) ?? [];

    /// <summary>Returns the names of the country with this code in the languages that are spoken there.</summary>
    public static IEnumerable<string> NativeNamesOf(string code) => NativeNames.Value[code];

    /// <summary>Returns the ISO 3166-1 alpha-3 code of the country with this code; null if it is not known.</summary>
    public static string? Alpha3Of(string code) =>
        RegionOf($"en-{code}")?.ThreeLetterISORegionName is { Length: 3 } alpha3 ? alpha3 : null;

    // Takes the name of a culture, such as “en-AQ”, instead of the country code “AQ”. RegionInfo accepts a code alone only if .NET has a
    // culture of that country.
    private static RegionInfo? RegionOf(string culture)
    {
        try
        {
            return new(culture);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
