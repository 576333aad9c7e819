using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>Recognises ICO files. An ICO file begins with a directory that has the position and length of each picture.</summary>
internal static class IcoImage
{
    private const int HeaderLength = 6;
    private const int EntryLength = 16;

    public static bool HasSignature(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderLength + EntryLength && bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) && CountOf(bytes) > 0
        && OffsetOf(Entry(bytes, 0)) >= HeaderLength + (EntryLength * CountOf(bytes));

    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength + (EntryLength * CountOf(bytes)))
            return false;
        for (var i = 0; i < CountOf(bytes); i++)
        {
            var entry = Entry(bytes, i);
            if (OffsetOf(entry) + (long)BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) > bytes.Length)
                return false;
        }

        return true;
    }

    private static int CountOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);

    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> bytes, int index) =>
        bytes.Slice(HeaderLength + (EntryLength * index), EntryLength);

    private static long OffsetOf(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
}
