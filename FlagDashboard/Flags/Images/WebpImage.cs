using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>Recognises WebP files. A WebP file is a RIFF container, whose header has its length.</summary>
internal static class WebpImage
{
    // The header has 4 bytes each for “RIFF”, the length of what follows, and “WEBP”.
    private const int HeaderLength = 12;

    public static bool HasSignature(ReadOnlySpan<byte> bytes) =>
        bytes.Length > HeaderLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public static bool IsComplete(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) <= bytes.Length - 8;
}
