using System.Buffers;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>
/// Limits the streamed answers of the API: how many are open at once, how many bytes of each wait in memory, and how long the server waits
/// for a client that does not read. Thread-safe.
/// </summary>
internal sealed class StreamedResponseLimiter(Limits limits, TimeProvider time)
{
    /// <summary>The time after which an answer is aborted if its client has read nothing.</summary>
    public static readonly TimeSpan ReaderTimeout = TimeSpan.FromSeconds(60);

    // After about this many bytes, the server flushes an answer and waits for the client to read. An answer thus needs little memory: this
    // many bytes, and up to 64 KB in Kestrel's own output buffer.
    private const int MaxUnflushedBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _openByAddress = [];
    private int _open;

    /// <summary>
    /// Counts an answer as open until the returned object is disposed. Returns null and a <paramref name="refusal"/> if too many answers
    /// are open.
    /// </summary>
    public IDisposable? TryOpen(HttpContext context, out ProblemHttpResult? refusal)
    {
        var address = ClientAddress.GetRateLimitKey(context);
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
            return new StreamLease(this, address);
        }
    }

    /// <summary>Sends <paramref name="pieces"/> one after another, as fast as the client reads them.</summary>
    /// <returns>True if all pieces were sent; false if the client read nothing for <see cref="ReaderTimeout"/>.</returns>
    public async Task<bool> TrySendAll(HttpContext context, IEnumerable<ReadOnlyMemory<byte>> pieces)
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

    /// <summary>Waits until the client has read most of the data that was written.</summary>
    /// <returns>
    /// True if the client has read; false if it read nothing for <see cref="ReaderTimeout"/>, in which case its connection was closed.
    /// </returns>
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

    /// <summary>Creates the 429 answer for a client address that already has <paramref name="open"/> open answers.</summary>
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

    private sealed class StreamLease(StreamedResponseLimiter streams, string address) : IDisposable
    {
        public void Dispose() => streams.Close(address);
    }
}
