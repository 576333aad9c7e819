using System.Net;
using System.Net.Sockets;
using FlagDashboard.Futures;

namespace FlagDashboard.Flags;

/// <summary>
/// Downloads flags over HTTP, blocking or asynchronously. Thread-safe; all runs share one instance and so reuse its connections.
/// </summary>
public sealed class FlagClient : IDisposable
{
    /// <summary>The largest body accepted, in bytes, after decompression.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private const int MaxReasonLength = 200;

    // Two clients, so that blocking and asynchronous calls never share a connection. A socket that was once used asynchronously stays in
    // non-blocking mode, in which blocking reads are several times slower.
    private readonly HttpClient _blocking;
    private readonly HttpClient _asyncClient;
    private readonly TimeProvider _clock;

    /// <summary>Creates a client with its own connections.</summary>
    /// <param name="timeout">The limit for a whole download, connecting and body included; 10 s by default.</param>
    /// <param name="clock">The clock for the limit; the system's by default.</param>
    public FlagClient(TimeSpan? timeout = null, TimeProvider? clock = null)
    {
        (Timeout, _clock) = (timeout ?? TimeSpan.FromSeconds(10), clock ?? TimeProvider.System);
        (_blocking, _asyncClient) = (CreateClient(CreateHandler(ConnectBlocking)), CreateClient(CreateHandler()));
    }

    /// <summary>
    /// The limit for a whole download, connecting and body included. Time in which this process was stopped does not count.
    /// </summary>
    public TimeSpan Timeout { get; }

    /// <summary>Downloads a flag with blocking I/O on the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed, or the download took longer than <see cref="Timeout"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    public FlagResponse Get(Uri address, CancellationToken abortToken)
    {
        try
        {
            using var timeout = new SuspendAwareTimeout(Timeout, _clock, abortToken);
            // With ResponseContentRead, Send returns only when the whole body is in memory, so timeout, size limit and cancellation also
            // apply to the body.
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = _blocking.Send(request, HttpCompletionOption.ResponseContentRead, timeout.Token);
            return ToResponse(response, response.Content.ReadAsByteArrayAsync(timeout.Token).GetAwaiter().GetResult());
        }
        catch (Exception error) when (Reason(error, abortToken) is { } reason)
        {
            throw new DownloadException(reason, error);
        }
    }

    /// <summary>Downloads a flag without blocking a thread.</summary>
    /// <inheritdoc cref="Get" path="/exception"/>
    public async Task<FlagResponse> GetAsync(Uri address, CancellationToken abortToken)
    {
        try
        {
            using var timeout = new SuspendAwareTimeout(Timeout, _clock, abortToken);
            using var response = await _asyncClient.GetAsync(address, HttpCompletionOption.ResponseContentRead, timeout.Token)
                .ConfigureAwait(false);
            return ToResponse(response, await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (Reason(error, abortToken) is { } reason)
        {
            throw new DownloadException(reason, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _blocking.Dispose();
        _asyncClient.Dispose();
    }

    private HttpClient CreateClient(SocketsHttpHandler handler) => new(handler)
    {
        // HttpClient's own timeout is off, because it would also count time in which the process was stopped. SuspendAwareTimeout limits a
        // download instead.
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxBodyBytes,
    };

    private static SocketsHttpHandler CreateHandler(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) =>
        new()
        {
            UseProxy = false,
            UseCookies = false,
            // Requests have no tracing headers, so that a remote site learns nothing about the request that started the race.
            ActivityHeadersPropagator = null,
            // Answers are decompressed, because some sites compress them without being asked. The size limit then applies to the
            // decompressed body.
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            // The limit is in KB and as high as the limit of the body, so that a site with many headers is not refused. It also covers the
            // headers of early hints (responses with status 103), which a site may send before its answer.
            MaxResponseHeadersLength = MaxBodyBytes / 1024,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            ConnectCallback = connect,
        };

    // Connects on a dedicated thread, because an unreachable site would block a pool thread for long. If the system refuses another thread,
    // a pool thread connects instead.
    private static ValueTask<Stream> ConnectBlocking(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        Stream Connect() => ConnectOnThisThread(context, cancelled);
        try
        {
            return new(Task.Factory.StartNew(Connect, cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }
        catch (TaskSchedulerException error) when (error.InnerException is { } cause && ThreadStartFailure.IsThreadStartFailure(cause))
        {
            return new(Task.Run(Connect, cancelled));
        }
    }

    private static NetworkStream ConnectOnThisThread(SocketsHttpConnectionContext context, CancellationToken cancelled)
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
    }

    private static FlagResponse ToResponse(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return FlagResponse.NotFound;
        if ((int)response.StatusCode is >= 300 and < 400)
            throw new DownloadException("redirected elsewhere: not followed");
        if (response.StatusCode != HttpStatusCode.OK)
            throw new DownloadException($"HTTP {(int)response.StatusCode} {ShortReason(response)}".TrimEnd());
        var kind = ImageFormats.DetectExtension(body) ?? throw new DownloadException("not an image");
        // A site may store an image that is itself cut short. It sends the whole file, so the length of the answer is right and HTTP
        // reports no error. The content of the image is therefore checked too.
        return ImageFormats.IsComplete(body, kind)
            ? new FlagResponse(true, body, kind)
            : throw new DownloadException("the image is cut short or damaged");
    }

    // A site may send a reason phrase of any length. It is cut, because a long one would fill the screen.
    private static string ShortReason(HttpResponseMessage response) =>
        response.ReasonPhrase is { Length: > MaxReasonLength } reason ? reason[..MaxReasonLength] + "…" : response.ReasonPhrase ?? "";

    private string? Reason(Exception error, CancellationToken abortToken) => error is OperationCanceledException
        ? abortToken.IsCancellationRequested ? null : $"no answer within {Timeout.TotalSeconds:0.###} s"
        : DownloadFailureText.ReasonOf(error);
}
