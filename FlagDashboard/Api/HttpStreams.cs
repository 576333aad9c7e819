using System.Buffers;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>
/// Bounds the answers that are sent while they are made: how many there are at once, how much of one waits in memory for its reader, and
/// how long the server waits for a reader that takes nothing. Thread-safe.
/// </summary>
internal sealed class HttpStreams(Limits limits, TimeProvider time)
{
    /// <summary>The time after which an answer is ended whose reader takes nothing.</summary>
    public static readonly TimeSpan ReaderTimeout = TimeSpan.FromSeconds(60);

    // Kestrel keeps up to 64 KB more, which it has accepted and the reader has not.
    private const int MaxUnflushedBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _openByAddress = [];
    private int _open;

    /// <summary>Counts an answer until the result is disposed; null, with the reason, if there are too many.</summary>
    public IDisposable? TryOpen(HttpContext context, out ProblemHttpResult? refusal)
    {
        var address = ClientAddress.Of(context);
        lock (_gate)
        {
            var openHere = _openByAddress.GetValueOrDefault(address);
            refusal = openHere >= limits.MaxHttpStreamsPerAddress
                ? TooManyToAddress(openHere)
                : _open >= limits.MaxHttpStreams
                    ? TooMany($"This server is already sending {_open} races: try again in a moment.")
                    : null;
            if (refusal is not null)
                return null;
            _open++;
            _openByAddress[address] = openHere + 1;
            return new OpenStream(this, address);
        }
    }

    /// <summary>Sends pieces as fast as their reader takes them.</summary>
    /// <returns>Whether all are sent; false if the reader took nothing for <see cref="ReaderTimeout"/>.</returns>
    public async Task<bool> Send(HttpContext context, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var unflushed = 0;
        foreach (var piece in pieces)
        {
            context.Response.BodyWriter.Write(piece.Span);
            unflushed += piece.Length;
            if (unflushed < MaxUnflushedBytes)
                continue;
            if (!await Flush(context))
                return false;
            unflushed = 0;
        }

        return await Flush(context);
    }

    /// <summary>Waits until the reader has taken most of what was written.</summary>
    /// <returns>False if the reader took nothing for <see cref="ReaderTimeout"/>: its connection is then closed.</returns>
    public async Task<bool> Flush(HttpContext context)
    {
        try
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask()
                .WaitAsync(ReaderTimeout, time, context.RequestAborted);
            return true;
        }
        catch (TimeoutException)
        {
            context.Abort();
            return false;
        }
    }

    /// <summary>Creates the refusal of a further answer to an address.</summary>
    internal static ProblemHttpResult TooManyToAddress(int open) =>
        TooMany($"This server is already sending {open} races to your address: end one of these requests.");

    private static ProblemHttpResult TooMany(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status429TooManyRequests);

    private void Close(string address)
    {
        lock (_gate)
        {
            _open--;
            if (--_openByAddress[address] == 0)
                _openByAddress.Remove(address);
        }
    }

    private sealed class OpenStream(HttpStreams streams, string address) : IDisposable
    {
        public void Dispose() => streams.Close(address);
    }
}
