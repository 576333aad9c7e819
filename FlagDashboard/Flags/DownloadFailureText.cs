using System.Net.Sockets;
using FlagDashboard.Futures;

namespace FlagDashboard.Flags;

/// <summary>Describes the reason of a failed request in a few words.</summary>
internal static class DownloadFailureText
{
    /// <summary>Returns the reason for an exception of <see cref="HttpClient"/>; null for an exception that a site cannot cause.</summary>
    public static string? ReasonOf(Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "larger than 1 MB",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            ConnectFailureReason(error),
        // The only part of a body that can break the rules of HTTP is the division into chunks.
        HttpRequestException { InnerException: HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => "a chunk of the answer is malformed",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "not an HTTP answer",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "no secure connection: the certificate or the protocol is not accepted",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the answer ended before it was whole",
        HttpRequestException or IOException => "connection reset in the middle of the answer",
        OutOfMemoryException => ThreadStartFailure.Reason,
        // For a damaged body, gzip and deflate throw InvalidDataException, and Brotli throws InvalidOperationException.
        // ObjectDisposedException is also an InvalidOperationException but means something else, so it is excluded.
        InvalidDataException or (InvalidOperationException and not ObjectDisposedException) =>
            "cannot be unpacked: the answer is cut short or damaged",
        _ => null,
    };

    private static string ConnectFailureReason(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
                return ConnectFailureReason(socket);
            if (ThreadStartFailure.IsThreadStartFailure(cause))
                return ThreadStartFailure.Reason;
        }

        return "no connection";
    }

    private static string ConnectFailureReason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => "host not found",
        SocketError.TryAgain or SocketError.NoRecovery => "host not found: no name server answered",
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "connection reset",
        SocketError.TimedOut => "the host did not answer the attempt to connect",
        SocketError.HostUnreachable or SocketError.HostDown => "host unreachable",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network unreachable",
        SocketError.AccessDenied => "not permitted to connect",
        SocketError.AddressNotAvailable => "no local address or port is free",
        SocketError.TooManyOpenSockets => "too many open files in this process: raise the limit (ulimit -n) or use fewer workers",
        SocketError.NoBufferSpaceAvailable => "too little memory for a connection",
        _ => $"no connection: {error.Message}",
    };
}
