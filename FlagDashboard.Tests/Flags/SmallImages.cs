using System.Buffers.Binary;
using System.Text;

namespace FlagDashboard.Tests.Flags;

/// <summary>Complete images of every kind, as small as possible.</summary>
internal static class SmallImages
{
    /// <summary>A PNG that holds any bytes, so that images of different content can be told apart.</summary>
    public static byte[] Png(byte[] content) =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. BigEndian(content.Length), .. "tEXt"u8, .. content, 0, 0, 0, 0,
            .. BigEndian(0), .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];

    public static byte[] Gif =>
        [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xF9, 4, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2,
            0x44, 1, 0, 0x3B];

    // The thumbnail has its own end marker. The data contains an escaped marker, and a second scan follows the first.
    public static byte[] Jpeg =>
        [0xFF, 0xD8, 0xFF, 0xE1, 0, 8, 0xFF, 0xD8, 0xFF, 0xDA, 0xFF, 0xD9, 0xFF, 0xDA, 0, 3, 0, 7, 0xFF, 0, 8, 0xFF, 0xD0, 9, 0xFF,
            0xFF, 0xDA, 0, 3, 0, 1, 0xFF, 0xD9];

    public static byte[] Webp => [.. "RIFF"u8, 12, 0, 0, 0, .. "WEBPVP8 "u8, 0, 0, 0, 0];

    public static byte[] Avif =>
        [.. Box("ftyp", [.. "mif1"u8, 0, 0, 0, 0, .. "avif"u8]), .. Box("meta", [1, 2]), 0, 0, 0, 1,
            .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 17, 7];

    public static byte[] Bmp => [.. "BM"u8, 30, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 1, 0, 1, 0, 1, 0, 24, 0, 1, 2, 3, 0];

    public static byte[] Ico => [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 24, 0, 3, 0, 0, 0, 22, 0, 0, 0, 1, 2, 3];

    public static byte[] Svg => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <!-- {new string('x', 2000)} -->
        <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd" [<!ENTITY red "#f00">]>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="&red;" d="M0 0"/></svg>
        """);

    private static byte[] Box(string type, byte[] content) =>
        [.. BigEndian(8 + content.Length), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
