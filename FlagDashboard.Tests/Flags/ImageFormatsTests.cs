using System.Text;
using CsCheck;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class ImageFormatsTests
{
    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n", "png")]
    [InlineData("GIF87a", "gif")]
    [InlineData("GIF89a…", "gif")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "webp")]
    [InlineData("<svg/>", "svg")]
    [InlineData("\r\n <svg xmlns='http://www.w3.org/2000/svg'>", "svg")]
    [InlineData("<?xml version='1.0'?>\n<!-- a flag --><svg>", "svg")]
    [InlineData("<flag:svg xmlns:flag='http://www.w3.org/2000/svg'/>", "svg")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0JFIF", "jpg")]
    public void Of_FirstBytesOfImage_ReturnsItsKind(string bytes, string kind) =>
        Assert.Equal(kind, ImageFormats.DetectExtension(Encoding.Latin1.GetBytes(bytes)));

    [Fact]
    public void Of_SvgAfterAByteOrderMark_IsSvg() =>
        Assert.Equal("svg", ImageFormats.DetectExtension([.. Encoding.UTF8.GetPreamble(), .. "<svg/>"u8]));

    [Theory]
    [InlineData("")]
    [InlineData("\u0089PNG")]
    [InlineData("GIF90a")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WAVEfmt ")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBP")]
    [InlineData("RIFF\u0005\0\0\0WEBPV")]
    [InlineData("\u00ff\u00d8")]
    [InlineData("BMW is a car, and no image at all")]
    [InlineData("\0\0\0\u0010ftypmp42\0\0\0\0")]
    [InlineData("\0\0\u0001\0\0\0")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><html>&a;</html>")]
    [InlineData("<!DOCTYPE html><svg/>")]
    [InlineData("<html><body><svg/></body></html>")]
    [InlineData("<?xml version='1.0'?><plist/>")]
    [InlineData("Not Found")]
    public void Of_OtherBytes_ReturnsNull(string bytes) => Assert.Null(ImageFormats.DetectExtension(Encoding.Latin1.GetBytes(bytes)));

    public static TheoryData<string, byte[]> WholeImages => new()
    {
        { "png", SmallImages.Png([1, 2, 3]) },
        { "png", WebRoot.Flag("BR") },
        { "gif", SmallImages.Gif },
        { "jpg", SmallImages.Jpeg },
        { "webp", SmallImages.Webp },
        { "avif", SmallImages.Avif },
        { "bmp", SmallImages.Bmp },
        { "ico", SmallImages.Ico },
        { "svg", SmallImages.Svg },
    };

    [Theory]
    [MemberData(nameof(WholeImages))]
    public void IsComplete_ImageOfAnyKind_IsTrueUnlessItIsCut(string kind, byte[] image)
    {
        Assert.Equal((kind, true), (ImageFormats.DetectExtension(image), ImageFormats.IsComplete(image, kind)));
        for (var length = 0; length < image.Length; length++)
        {
            var begun = image[..length];
            Assert.False(
                ImageFormats.DetectExtension(begun) == kind && ImageFormats.IsComplete(begun, kind), $"whole after {length} bytes");
        }
    }

    [Theory]
    [InlineData("jpg", "FFD8FFD9")]
    [InlineData("jpg", "FFD8FFE00003AAFFD9")]
    [InlineData("gif", "474946383961010001000000003B")]
    [InlineData("gif", "4749463839610100010000000021F904010000000000" + "3B")]
    public void IsComplete_StartAndEndWithoutPicture_IsFalse(string kind, string bytes) =>
        Assert.False(ImageFormats.IsComplete(Convert.FromHexString(bytes), kind));

    [Fact]
    public void IsComplete_BytesAfterTheEnd_AreIgnored() => Assert.True(ImageFormats.IsComplete([.. SmallImages.Gif, 0, 0], "gif"));

    [Fact]
    public void IsComplete_AnyBytesOfAnyKind_DoesNotThrow() => Gen.Select(
        Gen.Int[0, WholeImages.Count - 1].Select(row => WholeImages.ElementAt(row).Data.Item2),
        Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 4]).Sample(
        (image, changes) =>
        {
            var changed = image.ToArray();
            foreach (var (place, value) in changes)
                changed[place % changed.Length] = value;
            if (ImageFormats.DetectExtension(changed) is { } kind)
                ImageFormats.IsComplete(changed, kind);
        });

    [Fact]
    public void Of_AnyBytes_IsNullOrHasAContentType() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        if (ImageFormats.DetectExtension(bytes) is { } kind)
            Assert.StartsWith("image/", ImageFormats.ContentType(kind));
    });

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("gif", "image/gif")]
    [InlineData("webp", "image/webp")]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("avif", "image/avif")]
    [InlineData("bmp", "image/bmp")]
    [InlineData("ico", "image/vnd.microsoft.icon")]
    [InlineData("svg", "image/svg+xml")]
    public void ContentType_AnyKind_ReturnsItsMediaType(string kind, string expected) =>
        Assert.Equal(expected, ImageFormats.ContentType(kind));
}
