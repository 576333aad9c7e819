using System.Text;
using CsCheck;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class ImageKindTests
{
    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n", "png")]
    [InlineData("GIF87a", "gif")]
    [InlineData("GIF89a…", "gif")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "webp")]
    [InlineData("<svg/>", "svg")]
    [InlineData("\r\n <svg xmlns='http://www.w3.org/2000/svg'>", "svg")]
    [InlineData("<?xml version='1.0'?>\n<!-- a flag --><svg>", "svg")]
    public void Of_FirstBytesOfAnImage_TellsItsKind(string bytes, string kind) =>
        Assert.Equal(kind, ImageKind.Of(Encoding.Latin1.GetBytes(bytes)));

    [Fact]
    public void Of_SvgAfterAByteOrderMark_IsSvg() =>
        Assert.Equal("svg", ImageKind.Of([.. Encoding.UTF8.GetPreamble(), .. "<svg/>"u8]));

    [Theory]
    [InlineData("")]
    [InlineData("\u0089PNG")]
    [InlineData("GIF90a")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WAVEfmt ")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBP")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0JFIF")]
    [InlineData("<!DOCTYPE html><svg/>")]
    [InlineData("<html><body><svg/></body></html>")]
    [InlineData("<?xml version='1.0'?><plist/>")]
    [InlineData("Not Found")]
    public void Of_AnythingElse_IsNull(string bytes) => Assert.Null(ImageKind.Of(Encoding.Latin1.GetBytes(bytes)));

    [Fact]
    public void Of_AnyBytes_IsNullOrHasAContentType() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        if (ImageKind.Of(bytes) is { } kind)
            Assert.StartsWith("image/", ImageKind.ContentType(kind));
    });

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("gif", "image/gif")]
    [InlineData("webp", "image/webp")]
    [InlineData("svg", "image/svg+xml")]
    public void ContentType_OfAKind_IsItsMediaType(string kind, string expected) => Assert.Equal(expected, ImageKind.ContentType(kind));
}
