using System.Security.Cryptography;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class BuiltInFlagsTests
{
    [Fact]
    public void ImageOf_EveryCountry_ReturnsIdOfFlagInStore()
    {
        using var folder = new TemporaryFolder();
        var store = new FlagStore(folder.Path);
        var flags = new BuiltInFlagHashes(WebRoot.Catalog, WebRoot.Files, store);
        foreach (var country in WebRoot.Catalog.All)
        {
            var image = flags.ImageHashOf(country);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(WebRoot.Flag(country.Code))), image);
            Assert.Equal("image/png", store.Find(image)?.ContentType);
        }

        Assert.Empty(folder.Files());
    }
}
