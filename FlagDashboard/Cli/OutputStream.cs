using System.Runtime.InteropServices;
using System.Text;

namespace FlagDashboard.Cli;

/// <summary>
/// Standard output or standard error of this process. Throws when the output has no reader; the console stream of .NET would ignore the
/// broken pipe, and the program would continue to run uselessly. As thread-safe as the console stream.
/// </summary>
internal sealed class OutputStream : Stream
{
    private const short PollError = 0x8;
    private const short PollInvalid = 0x20;

    private readonly Stream _console;
    private readonly int _descriptor;

    private OutputStream(Stream console, int descriptor) => (_console, _descriptor) = (console, descriptor);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes this process use this stream for its standard output and standard error. Does nothing on Windows.</summary>
    public static void UseForConsole()
    {
        if (OperatingSystem.IsWindows())
            return;
        Console.SetOut(Writer(new(Console.OpenStandardOutput(), 1), Console.Out.Encoding));
        Console.SetError(Writer(new(Console.OpenStandardError(), 2), Console.Error.Encoding));
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="OutputClosedException">The output has no reader.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfClosed();
        try
        {
            _console.Write(buffer);
        }
        catch (UnauthorizedAccessException)
        {
            // This exception occurs if the program was started with its standard output closed. The .NET runtime then opened another file
            // under the descriptor number of standard output, and that file is not writable.
            throw new OutputClosedException(hadReader: false);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => _console.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static StreamWriter Writer(OutputStream stream, Encoding encoding) => new(stream, encoding) { AutoFlush = true };

    private void ThrowIfClosed()
    {
        var state = new PollFd { Descriptor = _descriptor };
        if (Poll(ref state, count: 1, timeoutMs: 0) > 0 && (state.ReturnedEvents & (PollError | PollInvalid)) != 0)
            throw new OutputClosedException(hadReader: (state.ReturnedEvents & PollInvalid) == 0);
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollFd state, nuint count, int timeoutMs);

    // The struct pollfd of the C function poll.
    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Descriptor;
        public short RequestedEvents;
        public short ReturnedEvents;
    }
}
