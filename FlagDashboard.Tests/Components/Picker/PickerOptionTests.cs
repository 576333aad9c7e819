using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Components.Picker;

public class PickerOptionTests
{
    private static PickerOption[] For(string? text) => [.. PickerOption.For(WebRoot.Catalog, text)];

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
        Assert.EndsWith(" …", Assert.Single(For("a b c d e f g")).Label, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("New Atlantis")]
    public void For_UnknownText_OffersToAddItsWordsAsUnknownCodes(string text)
    {
        var option = Assert.Single(For(text));
        Assert.Equal($"{text}: no such country", option.Label);
        Assert.Equal(CountrySelection.Split(text), option.Codes);
    }
}
