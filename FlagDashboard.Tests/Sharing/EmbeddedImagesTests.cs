using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

public sealed class EmbeddedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RaceState Race(params string?[] images) => Fold(
        [.. images.Select((_, i) => $"C{i}")],
        [RunStarted(0), .. images.SelectMany((image, i) => Whole(i, i + 1, i))
            .Select(told => told.Kind == RaceEventKind.Finished ? told with { ImageHash = images[told.Future] } : told)]);

    [Fact]
    public void Of_Race_HasEachContentOnceInItsOrder()
    {
        var store = new FlagStore(_folder.Path);
        var (br, cn) = (store.Save("r", "a", "br", WebRoot.Flag("BR"), "png").ImageHash,
            store.Save("r", "a", "cn", WebRoot.Flag("CN"), "png").ImageHash);
        var pictures = EmbeddedImages.Of(Race(cn, br, cn, null), store);
        Assert.Equal([cn, br], pictures.All.Select(image => image.Hash));
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(WebRoot.Flag("BR")), string.Concat(pictures.All[1].DataUriParts()));
        Assert.Equal(0, pictures.OmittedCount);
    }

    [Fact]
    public void Of_MissingOrTooLargeFlags_CountsOmittedOnes()
    {
        var store = new FlagStore(_folder.Path);
        var gone = store.Save("r", "a", "br", WebRoot.Flag("BR"), "png");
        File.Delete(gone.Path);
        var large = store.Save("r", "a", "cn", [.. WebRoot.Flag("CN"), .. new byte[EmbeddedImages.MaxTotalBytes]], "png");
        var small = store.Save("r", "a", "de", WebRoot.Flag("DE"), "png");
        var pictures = EmbeddedImages.Of(Race(gone.ImageHash, large.ImageHash, small.ImageHash, new string('0', 64)), store);
        Assert.Equal([small.ImageHash], pictures.All.Select(image => image.Hash));
        Assert.Equal(3, pictures.OmittedCount);
    }
}
