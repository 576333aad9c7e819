using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>
/// Recognises AVIF files. An AVIF file is a sequence of boxes. Each box begins with its length, and the first box lists the brands of the
/// file.
/// </summary>
internal static class AvifImage
{
    // An AVIF file is a sequence of boxes. The header of a box has 4 bytes for the length of the box, and 4 bytes for its type.
    private const int BoxHeaderLength = 8;

    public static bool HasSignature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < BoxHeaderLength || !bytes[4..].StartsWith("ftyp"u8))
            return false;
        var length = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes), (uint)bytes.Length);
        for (var at = BoxHeaderLength; at + 4 <= length; at += 4)
        {
            var brand = bytes[at..];
            if (brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8))
                return true;
        }

        return false;
    }

    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        var hasContent = false;
        while (bytes.Length >= BoxHeaderLength)
        {
            hasContent |= bytes[4..].StartsWith("mdat"u8);
            ulong length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            // A box begins with 4 bytes for its length and 4 bytes for its type. The length 1 means that the next 8 bytes contain the real
            // length. The length 0 means that the box reaches to the end of the file.
            if (length == 1 && bytes.Length >= 2 * BoxHeaderLength)
                length = BinaryPrimitives.ReadUInt64BigEndian(bytes[BoxHeaderLength..]);
            else if (length == 0)
                length = (ulong)bytes.Length;
            if (length < BoxHeaderLength || length > (ulong)bytes.Length)
                return false;
            bytes = bytes[(int)length..];
        }

        return hasContent && bytes.IsEmpty;
    }
}
