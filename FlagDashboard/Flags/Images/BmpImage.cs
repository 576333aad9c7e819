using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>
/// Recognises BMP files. A BMP file begins with a header that contains the length of the file. A second header follows, which begins with
/// its own length.
/// </summary>
internal static class BmpImage
{
    private const int HeaderLength = 14;

    // A text may also begin with the two letters BM, so the reserved bytes and the length of the second header are checked too.
    public static bool HasSignature(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderLength + 4 && bytes.StartsWith("BM"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[6..]) == 0
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[HeaderLength..]) is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124;

    public static bool IsComplete(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[2..]) <= bytes.Length;
}
