using CsCheck;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Plans;

public class CountrySelectionTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" ,;\r\n\t ", "")]
    [InlineData("BR", "BR")]
    [InlineData("BR,cn;us fr\r\nde\tin", "BR|cn|us|fr|de|in")]
    [InlineData("BR,,CN", "BR|CN")]
    [InlineData("B-R/CN", "B-R/CN")]
    public void Split_TextWithAnySeparators_ReturnsTokens(string? list, string expected) =>
        Assert.Equal(expected, string.Join('|', CountryLookup.SplitList(list)));

    [Fact]
    public void Split_TooManyTokens_ReturnsFirstMaxTokens() =>
        Assert.Equal(CountryLookup.MaxInputItems, CountryLookup.SplitList(string.Concat(Enumerable.Repeat("BR ", 50_000))).Count);

    [Fact]
    public void Read_Codes_PicksKnownOnceSortedAndListsUnknownAndRepeated()
    {
        var selection = CountryLookup.Read(WebRoot.Catalog, ["us", "Br", "zz", "US", "ZZ", "br", "US", "brazil"]);
        Assert.Equal(["BR", "US"], selection.Found.Select(country => country.Code));
        Assert.Equal(["zz", "brazil"], selection.Unknown);
        Assert.Equal(["US", "BR"], selection.Repeated);
    }

    [Fact]
    public void Read_AnyCodeAllowed_PicksEveryPairOfLetters()
    {
        var selection = CountryLookup.Read(WebRoot.Catalog, ["zz", "BR", "ZZ", "brazil", "é1", "B"], allowsNonCountryCodes: true);
        Assert.Equal(["BR", "ZZ"], selection.Found.Select(country => country.Code));
        Assert.Equal(["brazil", "é1", "B"], selection.Unknown);
        Assert.Equal(["ZZ"], selection.Repeated);
    }

    [Fact]
    public void Read_EndlessSequence_StopsReading()
    {
        static IEnumerable<string> Endless()
        {
            while (true)
                yield return "BR";
        }

        Assert.Single(CountryLookup.Read(WebRoot.Catalog, Endless()).Found);
    }

    [Fact]
    public void Read_AnyText_EveryTokenIsPickedOrUnknown() => Gen.String.Sample(text =>
    {
        var tokens = CountryLookup.SplitList(text);
        var selection = CountryLookup.Read(WebRoot.Catalog, tokens);
        Assert.All(tokens, token => Assert.True(
            selection.Found.Any(country => country.Code.Equals(token, StringComparison.OrdinalIgnoreCase))
            ^ selection.Unknown.Contains(token, StringComparer.OrdinalIgnoreCase)));
    });
}
