using System.Text;
using CsCheck;
using FlagDashboard.Flags;
using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Tests.Flags;

public class CountryCatalogTests
{
    [Fact]
    public void FindOrCreate_UnlistedCode_ReturnsCountryNamedByCode()
    {
        Assert.Equal(WebRoot.Catalog.Find("BR"), WebRoot.Catalog.FindOrCreate("br"));
        Assert.Equal(new Country("ZZ", "ZZ", ""), WebRoot.Catalog.FindOrCreate("zz"));
        Assert.All(["Z", "ZZZ", "Z1", "éé", "..", ""], text => Assert.Throws<ArgumentException>(() => WebRoot.Catalog.FindOrCreate(text)));
    }

    [Fact]
    public void All_OfTheWebRoot_IsIso3166Named()
    {
        var all = WebRoot.Catalog.All;
        Assert.Equal(249, all.Count);
        Assert.Equal(all.OrderBy(country => country.Code, StringComparer.Ordinal), all);
        Assert.All(all, country =>
        {
            Assert.Matches("^[A-Z]{2}$", country.Code);
            Assert.False(string.IsNullOrWhiteSpace(country.Name));
            Assert.Contains(country.Continent, WebRoot.Catalog.Continents);
        });
        Assert.Equal(249, all.Select(country => country.Name).Distinct().Count());
    }

    [Fact]
    public void Continents_OfTheWebRoot_AreSeven() => Assert.Equal(
        ["Africa", "Antarctica", "Asia", "Europe", "North America", "Oceania", "South America"],
        WebRoot.Catalog.Continents);

    [Fact]
    public void Pop20_OfWebRoot_IsSortedListOfMostPopulous() => Assert.Equal(
        "BD BR CD CN DE EG ET FR ID IN IR JP MX NG PH PK RU TR US VN",
        string.Join(' ', WebRoot.Catalog.Pop20));

    [Theory]
    [InlineData("BR")]
    [InlineData("br")]
    [InlineData("bR")]
    public void Find_CodeInAnyCase_ReturnsCountry(string code) =>
        Assert.Equal(new Country("BR", "Brazil", "South America"), WebRoot.Catalog.Find(code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData(" BR")]
    [InlineData("BRA")]
    [InlineData("../..")]
    [InlineData("B\0")]
    [InlineData("ßR")]
    public void Find_NoCode_IsNull(string? code) => Assert.Null(WebRoot.Catalog.Find(code));

    [Fact]
    public void Find_AnyText_IsNullOrThatCode() => Gen.String.Sample(text =>
        Assert.True(WebRoot.Catalog.Find(text) is not { } found || found.Code.Equals(text, StringComparison.OrdinalIgnoreCase)));

    [Theory]
    [InlineData("BR", "BR")]
    [InlineData("br")]
    [InlineData("BRA")]
    [InlineData("B/")]
    [InlineData("")]
    [InlineData(null)]
    public void Constructor_MalformedOrRepeatedCode_IsRefused(params string?[]? codes) => Assert.Throws<InvalidDataException>(
        () => new CountryCatalog((codes ?? [null]).Select(code => new Country(code!, "Name", "Asia"))));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{\"code\":1}]")]
    [InlineData("not json")]
    public void Load_InvalidFile_ThrowsInvalidDataException(string json)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        File.WriteAllText(Path.Combine(folder.Path, "data", "countries.json"), json, Encoding.UTF8);
        using var files = new PhysicalFileProvider(folder.Path);
        Assert.Throws<InvalidDataException>(() => CountryCatalog.Load(files));
    }

    [Fact]
    public void Load_MissingFile_ThrowsWithItsName() => Assert.Contains(
        "data/countries.json", Assert.Throws<InvalidDataException>(() => CountryCatalog.Load(new NullFileProvider())).Message);
}
