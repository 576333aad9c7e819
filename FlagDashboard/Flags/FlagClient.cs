using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Flags;

/// <summary>One GET of one flag, blocking or not. Thread-safe; one instance serves all runs, so that connections stay warm.</summary>
public sealed class FlagClient : IDisposable
{
    /// <summary>The largest answer taken, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    // Two, for a connection is of one kind for ever: once anything on it was awaited, whoever blocks on it is woken by the
    // thread that serves all awaiting, at several times the cost.
    private readonly HttpClient _blocking;
    private readonly HttpClient _awaiting;

    /// <param name="timeout">For the whole download, connection and body included; 10 s by default.</param>
    public FlagClient(TimeSpan? timeout = null)
    {
        Timeout = timeout ?? TimeSpan.FromSeconds(10);
        (_blocking, _awaiting) = (Over(Handler(ConnectBlocking)), Over(Handler()));
    }

    /// <summary>The limit of a whole download.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Downloads, blocking the calling thread in real I/O.</summary>
    /// <exception cref="DownloadException">The site failed or took too long.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="givenUp"/> was signalled.</exception>
    public FlagResponse Get(Uri address, CancellationToken givenUp)
    {
        try
        {
            // Buffered on purpose: only so do timeout, limit and cancellation hold for the body too. It is there, then: nothing waits for
            // it.
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = _blocking.Send(request, HttpCompletionOption.ResponseContentRead, givenUp);
            return ToResponse(response, response.Content.ReadAsByteArrayAsync(givenUp).GetAwaiter().GetResult());
        }
        catch (Exception error) when (Reason(error, givenUp) is { } reason)
        {
            throw new DownloadException(reason, error);
        }
    }

    /// <summary>The same without blocking.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public async Task<FlagResponse> GetAsync(Uri address, CancellationToken givenUp)
    {
        try
        {
            using var response = await _awaiting.GetAsync(address, HttpCompletionOption.ResponseContentRead, givenUp).ConfigureAwait(false);
            return ToResponse(response, await response.Content.ReadAsByteArrayAsync(givenUp).ConfigureAwait(false));
        }
        catch (Exception error) when (Reason(error, givenUp) is { } reason)
        {
            throw new DownloadException(reason, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _blocking.Dispose();
        _awaiting.Dispose();
    }

    private HttpClient Over(SocketsHttpHandler handler) => new(handler) { Timeout = Timeout, MaxResponseContentBufferSize = MaxBytes };

    private static SocketsHttpHandler Handler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) =>
        new()
        {
            UseProxy = false,
            UseCookies = false,
            // A site is told nothing of whoever asked for the race.
            ActivityHeadersPropagator = null,
            // A site may send compressed what nobody asked it to compress; the limit then holds for what it unpacks to.
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            ConnectCallback = connect,
        };

    // On a thread of its own: a site that cannot be reached holds it for long.
    private static ValueTask<Stream> ConnectBlocking(SocketsHttpConnectionContext context, CancellationToken cancelled) =>
        new(Task.Factory.StartNew<Stream>(
        () =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using (cancelled.Register(socket.Dispose))
                    socket.Connect(context.DnsEndPoint);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
        cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private static FlagResponse ToResponse(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return FlagResponse.NotFound;
        if ((int)response.StatusCode is >= 300 and < 400)
            throw new DownloadException("redirected elsewhere: not followed");
        if (response.StatusCode != HttpStatusCode.OK)
            throw new DownloadException($"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        return new FlagResponse(true, body, ImageKind.Of(body) ?? throw new DownloadException("not an image"));
    }

    private string? Reason(Exception error, CancellationToken givenUp) => error switch
    {
        OperationCanceledException when !givenUp.IsCancellationRequested => $"no answer within {Timeout.TotalSeconds:0.###} s",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "larger than 1 MB",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            "connection refused",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "not an HTTP answer",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "no secure connection: the certificate or the protocol is not accepted",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the answer ended before it was whole",
        HttpRequestException or IOException => "connection reset in the middle of the answer",
        InvalidDataException => "cannot be unpacked",
        _ => null,
    };
}
