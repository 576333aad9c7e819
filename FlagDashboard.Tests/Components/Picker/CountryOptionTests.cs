using FlagDashboard.Timeline;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Components.Picker;

public class CountryOptionTests
{
    private static CountryOption[] For(string? text) => [.. CountryOption.Search(WebRoot.Catalog, text, English.Format)];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void For_NoText_OffersNothing(string? text) => Assert.Empty(For(text));

    [Fact]
    public void For_Code_OffersItsCountryFirst()
    {
        var options = For(" in ");
        Assert.Equal("India · IN", options[0].Label);
        Assert.Equal(["IN"], options[0].Codes);
        Assert.Contains(options, option => option.Codes is ["AR"]);
    }

    [Fact]
    public void For_PartOfName_OffersNamesThatStartWithItFirst()
    {
        var options = For("GUINEA");
        Assert.Equal("GN", options[0].Codes[0]);
        Assert.Contains(options.Skip(2), option => option.Codes is ["PG"]);
    }

    [Fact]
    public void For_ListOfCodes_OffersToAddAll()
    {
        var option = Assert.Single(For("fr, de;zz"));
        Assert.Equal(("Add fr, de, zz", 3), (option.Label, option.Codes.Count));
        Assert.Equal("Add 7 codes: a, b, c, d, e, f …", Assert.Single(For("a b c d e f g")).Label);
    }

    [Theory]
    [InlineData("cote", "CI")]
    [InlineData("cote d'ivoire", "CI")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("turkiye", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("usa", "US")]
    [InlineData("u.s.a.", "US")]
    [InlineData("chn", "CN")]
    [InlineData("ata", "AQ")]
    [InlineData("uk", "GB")]
    [InlineData("england", "GB")]
    [InlineData("HOLLAND", "NL")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("vietnam", "VN")]
    [InlineData("中国", "CN")]
    [InlineData("deutschl", "DE")]
    [InlineData("Suomi", "FI")]
    [InlineData("مصر", "EG")]
    [InlineData("saint lucia", "LC")]
    [InlineData("bosnia and herzegovina", "BA")]
    [InlineData("trinidad tobago", "TT")]
    [InlineData("sri  lanka", "LK")]
    public void For_OtherSpellingOrName_OffersItsCountryFirst(string text, string code) =>
        Assert.Equal([code], For(text)[0].Codes);

    [Fact]
    public void For_ShortText_DoesNotOfferCountriesWithThatPartInOtherNamesOnly() =>
        Assert.DoesNotContain(For("sa"), option => option.Codes is ["GB"] or ["DE"]);

    [Fact]
    public void For_TextTooLong_SaysSo()
    {
        var option = Assert.Single(For(new string('a', 2_501)));
        Assert.Equal("At most 2500 characters can be searched. Paste a list below instead.", option.Label);
        Assert.Empty(option.Codes);
        Assert.NotEmpty(Assert.Single(For(new string('a', 2_500))).Codes);
    }

    [Fact]
    public void For_ListOfOtherNames_AddsTheirCodes() =>
        Assert.Equal(["GB", "US", "fr", "zz"], Assert.Single(For("uk usa fr zz")).Codes);

    [Fact]
    public void For_CodesThatSpellAName_AddsTheCodes()
    {
        Assert.Equal(["pe", "ru"], Assert.Single(For("pe ru")).Codes);
        Assert.Equal(["GB"], For("u k")[0].Codes);
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("Atlantis")]
    [InlineData("New Atlantis")]
    public void For_UnknownText_OffersToAddItsWordsAsUnknownCodes(string text)
    {
        var option = Assert.Single(For(text));
        Assert.Equal($"{text}: no such country", option.Label);
        Assert.Equal(CountryLookup.SplitList(text), option.Codes);
    }
}
