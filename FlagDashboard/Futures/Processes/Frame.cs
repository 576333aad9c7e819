using System.Buffers.Binary;
using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// One message between an executor and a worker process. A frame consists of a magic number (4 bytes), its kind (1 byte), the length of its
/// body (4 bytes, little-endian), and its body. The magic number distinguishes frames from other output on the same pipe.
/// </summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Body)
{
    private const int HeaderLength = 9;

    private static ReadOnlySpan<byte> Magic => "FUT1"u8;

    /// <summary>Reads the next frame. Blocks until it has arrived.</summary>
    /// <returns>The frame; null at the end of the stream, even if the stream ends within a frame.</returns>
    /// <exception cref="InvalidDataException">
    /// The stream contains something other than a frame. The message quotes the first bytes.
    /// </exception>
    public static Frame? Read(Stream stream)
    {
        var header = new byte[HeaderLength];
        if (!IsComplete(header, stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false)))
            return null;
        var body = AllocateBody(header);
        return stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length ? null : new((FrameKind)header[4], body);
    }

    /// <summary>Reads the next frame without blocking.</summary>
    /// <inheritdoc cref="Read" path="/returns"/>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static async Task<Frame?> ReadAsync(Stream stream)
    {
        var header = new byte[HeaderLength];
        var length = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false).ConfigureAwait(false);
        if (!IsComplete(header, length))
            return null;
        var body = AllocateBody(header);
        return await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false).ConfigureAwait(false) < body.Length
            ? null
            : new((FrameKind)header[4], body);
    }

    /// <summary>The bytes of this frame on the pipe.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + Body.Length];
        Magic.CopyTo(bytes);
        bytes[4] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), Body.Length);
        Body.CopyTo(bytes, HeaderLength);
        return bytes;
    }

    // Checks the magic number at the start of the header even if the stream has ended within the header. If a program prints two letters
    // instead of a header and exits, the exception can then quote these letters.
    private static bool IsComplete(ReadOnlySpan<byte> header, int length)
    {
        header = header[..length];
        if (!header.StartsWith(Magic[..Math.Min(length, Magic.Length)])
            || (length == HeaderLength && BinaryPrimitives.ReadInt32LittleEndian(header[5..]) < 0))
            throw new InvalidDataException(string.Concat(Encoding.UTF8.GetString(header).Select(c => char.IsControl(c) ? '·' : c)));
        return length == HeaderLength;
    }

    private static byte[] AllocateBody(ReadOnlySpan<byte> header) => new byte[BinaryPrimitives.ReadInt32LittleEndian(header[5..])];
}
