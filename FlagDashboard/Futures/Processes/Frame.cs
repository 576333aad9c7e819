using System.Buffers.Binary;
using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// One message between an executor and a child: a mark, its kind, the length of its body, its body. The mark tells an
/// answer from what else may be written to the same pipe.
/// </summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Body)
{
    private const int HeaderLength = 9;

    private static ReadOnlySpan<byte> Mark => "FUT1"u8;

    /// <summary>The next message; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">Something else is in the stream; the message quotes how it begins.</exception>
    public static Frame? Read(Stream stream)
    {
        var header = new byte[HeaderLength];
        if (!IsWhole(header, stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false)))
            return null;
        var body = BodyFor(header);
        return stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length ? null : new((FrameKind)header[4], body);
    }

    /// <summary>The same without blocking.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static async Task<Frame?> ReadAsync(Stream stream)
    {
        var header = new byte[HeaderLength];
        var length = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false).ConfigureAwait(false);
        if (!IsWhole(header, length))
            return null;
        var body = BodyFor(header);
        return await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false).ConfigureAwait(false) < body.Length
            ? null
            : new((FrameKind)header[4], body);
    }

    /// <summary>This message as it goes over the pipe.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + Body.Length];
        Mark.CopyTo(bytes);
        bytes[4] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), Body.Length);
        Body.CopyTo(bytes, HeaderLength);
        return bytes;
    }

    // What is too short to be a header is looked at too: the rubbish of one who then ends is rubbish all the same.
    private static bool IsWhole(ReadOnlySpan<byte> header, int length)
    {
        header = header[..length];
        if (!header.StartsWith(Mark[..Math.Min(length, Mark.Length)])
            || (length == HeaderLength && BinaryPrimitives.ReadInt32LittleEndian(header[5..]) < 0))
            throw new InvalidDataException(string.Concat(Encoding.UTF8.GetString(header).Select(c => char.IsControl(c) ? '·' : c)));
        return length == HeaderLength;
    }

    private static byte[] BodyFor(ReadOnlySpan<byte> header) => new byte[BinaryPrimitives.ReadInt32LittleEndian(header[5..])];
}
