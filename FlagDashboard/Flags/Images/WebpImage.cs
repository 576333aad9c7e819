using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>Recognises WebP files. A WebP file is a RIFF container, whose header has its length.</summary>
internal static class WebpImage
{
    // A WebP file begins with a header of 12 bytes: 4 each for the text “RIFF”, the length of the rest of the file, and the text “WEBP”.
    // The picture follows as a chunk whose name is “VP8 ”, “VP8L” or “VP8X”.
    private const int HeaderLength = 12;

    public static bool HasSignature(ReadOnlySpan<byte> bytes) =>
        bytes.Length > HeaderLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBPVP8"u8);

    public static bool IsComplete(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) <= bytes.Length - 8;
}
