using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>
/// Recognises JPEG files. A JPEG file is a sequence of segments, each after a marker, and at least one scan, the compressed pixels. The
/// last marker ends the image.
/// </summary>
internal static class JpegImage
{
    private const byte MarkerPrefix = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static bool HasSignature(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[MarkerPrefix, 0xD8, MarkerPrefix]);

    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[2..];
        var hasScan = false;
        while (bytes.Length >= 2 && bytes[0] == MarkerPrefix)
        {
            var marker = bytes[1];
            if (marker == EndOfImage)
                return hasScan;
            if (marker == MarkerPrefix)
            {
                // Several prefix bytes (0xFF) may precede a marker, so one of them is skipped here.
                bytes = bytes[1..];
                continue;
            }

            bytes = bytes[2..];
            // The length of a segment includes the two bytes of the length itself.
            if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bytes) is var length && length > bytes.Length)
                return false;
            bytes = bytes[length..];
            if (marker != StartOfScan)
                continue;
            bytes = bytes[ScanLength(bytes)..];
            hasScan = true;
        }

        return false;
    }

    // Returns the number of bytes of the compressed pixels. They end at the next byte 0xFF, unless the byte after it is 0 or D0 to D7. With
    // 0, the 0xFF belongs to the pixels; D0 to D7 only divide the pixels into parts.
    private static int ScanLength(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at + 1 < bytes.Length; at++)
        {
            if (bytes[at] == MarkerPrefix && bytes[at + 1] is not (0 or >= 0xD0 and <= 0xD7))
                return at;
        }

        return bytes.Length;
    }
}
