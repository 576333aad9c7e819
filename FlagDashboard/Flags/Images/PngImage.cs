using System.Buffers.Binary;

namespace FlagDashboard.Flags.Images;

/// <summary>Recognises PNG files. A PNG file is a signature and a sequence of chunks. The last chunk is IEND.</summary>
internal static class PngImage
{
    // A chunk of a PNG file consists of its data and 12 more bytes: 4 each for the length of the data, the type and the checksum.
    private const int ChunkOverhead = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool HasSignature(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[Signature.Length..];
        while (bytes.Length >= ChunkOverhead)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length > bytes.Length - ChunkOverhead)
                return false;
            if (bytes[4..].StartsWith("IEND"u8))
                return true;
            bytes = bytes[(ChunkOverhead + (int)length)..];
        }

        return false;
    }
}
