using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>WebP: a RIFF container, which begins with its length.</summary>
internal static class WebpImage
{
    // “RIFF”, the length of what follows, “WEBP”.
    private const int HeaderLength = 12;

    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length > HeaderLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public static bool IsWhole(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) <= bytes.Length - 8;
}
