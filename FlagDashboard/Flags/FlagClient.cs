using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Flags;

/// <summary>
/// Downloads flags over HTTP, blocking or asynchronously. Thread-safe; all runs share one instance and so reuse its connections.
/// </summary>
public sealed class FlagClient : IDisposable
{
    /// <summary>The largest body accepted, in bytes, after decompression.</summary>
    public const int MaxBytes = 1024 * 1024;

    // Two clients, so that blocking and asynchronous calls never share a connection. A socket that was once used asynchronously stays in
    // non-blocking mode, in which blocking reads are several times slower.
    private readonly HttpClient _blocking;
    private readonly HttpClient _awaiting;

    /// <summary>Creates a client with its own connections.</summary>
    /// <param name="timeout">The limit for a whole download, connecting and body included; 10 s by default.</param>
    public FlagClient(TimeSpan? timeout = null)
    {
        Timeout = timeout ?? TimeSpan.FromSeconds(10);
        (_blocking, _awaiting) = (Over(Handler(ConnectBlocking)), Over(Handler()));
    }

    /// <summary>The limit for a whole download, connecting and body included.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Downloads a flag with blocking I/O on the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed, or the download took longer than <see cref="Timeout"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="givenUp"/> was signalled.</exception>
    public FlagResponse Get(Uri address, CancellationToken givenUp)
    {
        try
        {
            // With ResponseContentRead, Send returns only when the whole body is in memory. Timeout, size limit and cancellation then
            // cover the body too, and reading it does not wait.
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = _blocking.Send(request, HttpCompletionOption.ResponseContentRead, givenUp);
            return ToResponse(response, response.Content.ReadAsByteArrayAsync(givenUp).GetAwaiter().GetResult());
        }
        catch (Exception error) when (Reason(error, givenUp) is { } reason)
        {
            throw new DownloadException(reason, error);
        }
    }

    /// <summary>Downloads a flag without blocking a thread.</summary>
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
            // No tracing headers: a remote site must not learn about the request that started the race.
            ActivityHeadersPropagator = null,
            // Decompresses, because some sites compress without being asked. The size limit then applies to the decompressed body.
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            ConnectCallback = connect,
        };

    // Connects on a dedicated thread, because connecting to an unreachable site would block a pool thread for long.
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
