namespace FlagDashboard.Flags.Images;

/// <summary>
/// Recognises GIF files. A GIF file is a header and a sequence of blocks, at least one of which is a picture. The last block is the
/// trailer.
/// </summary>
internal static class GifImage
{
    private const int HeaderLength = 13;
    private const int HeaderFlagsOffset = 10;
    private const int DescriptorLength = 9;
    private const int DescriptorFlagsOffset = 8;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte Trailer = 0x3B;

    public static bool HasSignature(ReadOnlySpan<byte> bytes) => bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
            return false;
        var (at, hasPicture) = (HeaderLength + ColorTableLength(bytes[HeaderFlagsOffset]), false);
        while (at < bytes.Length)
        {
            switch (bytes[at++])
            {
                case Trailer:
                    return hasPicture;
                case Extension:
                    // An extension begins with one byte for its kind, which is skipped here.
                    at = AfterSubBlocks(bytes, at + 1);
                    break;
                case Picture when at + DescriptorLength < bytes.Length:
                    // The sub-blocks begin after the descriptor, the color table and one byte with the code size of the compression.
                    at = AfterSubBlocks(bytes, at + DescriptorLength + ColorTableLength(bytes[at + DescriptorFlagsOffset]) + 1);
                    hasPicture = true;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static int ColorTableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    // Returns the position after a list of sub-blocks. Each sub-block begins with its length, and an empty sub-block ends the list.
    private static int AfterSubBlocks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0)
            at += 1 + bytes[at];
        return at + 1;
    }
}
