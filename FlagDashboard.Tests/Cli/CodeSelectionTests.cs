using FlagDashboard.Cli;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

public class CodeSelectionTests
{
    private static IReadOnlyList<string> Of(string named, bool all = false, bool every = false, int? limit = null) =>
        CountryCodeSelector.Select(WebRoot.Catalog, named.Split(' ', StringSplitOptions.RemoveEmptyEntries), all, every, limit);

    [Fact]
    public void Of_NoArguments_ReturnsTwentyMostPopulous() =>
        Assert.Equal("BD BR CD CN DE EG ET FR ID IN IR JP MX NG PH PK RU TR US VN", string.Join(' ', Of("")));

    [Theory]
    [InlineData("us BR Cn", "BR CN US")]
    [InlineData("BR br BR", "BR")]
    [InlineData("ZZ xx", "XX ZZ")]
    public void Of_CodesInAnyCase_ReturnsEachOnceSortedEvenIfUnknown(string named, string codes) =>
        Assert.Equal(codes, string.Join(' ', Of(named)));

    [Fact]
    public void Of_FirstLetter_IsItsTwentySixCodes()
    {
        var codes = Of("b BR");
        Assert.Equal(26, codes.Count);
        Assert.Equal(("BA", "BZ"), (codes[0], codes[^1]));
    }

    [Fact]
    public void Of_AllOption_ReturnsEveryKnownCountry()
    {
        Assert.Equal(WebRoot.Catalog.All.Select(country => country.Code), Of("", all: true));
        Assert.Equal(249, Of("BR ZZ", all: true).Count);
    }

    [Fact]
    public void Of_EveryAndAllOptions_ReturnsAll676Codes()
    {
        var codes = Of("BR", all: true, every: true);
        Assert.Equal((676, "AA", "ZZ"), (codes.Count, codes[0], codes[^1]));
        Assert.Equal(676, codes.Distinct().Count());
    }

    [Theory]
    [InlineData("US CN BR", 2, "BR CN")]
    [InlineData("", 3, "BD BR CD")]
    [InlineData("B", 1, "BA")]
    [InlineData("BR", 5, "BR")]
    public void Of_LimitOption_ReturnsFirstOfSortedCodes(string named, int limit, string codes) =>
        Assert.Equal(codes, string.Join(' ', Of(named, limit: limit)));

    [Theory]
    [InlineData("BRA")]
    [InlineData("B1")]
    [InlineData("1")]
    [InlineData("é")]
    [InlineData("ÉÉ")]
    [InlineData("../..")]
    public void Of_NeitherCodeNorLetter_ThrowsEvenWithEveryOption(string named)
    {
        Assert.Equal($"“{named}” is neither a country code (BR) nor its first letter (B).",
            Assert.Throws<UsageException>(() => Of(named)).Message);
        Assert.Throws<UsageException>(() => Of(named, every: true));
    }

    [Fact]
    public void Of_UnknownOption_ThrowsThatNoSuchOptionExists() =>
        Assert.Equal("There is no option “--bogus”.", Assert.Throws<UsageException>(() => Of("BR --bogus")).Message);
}
