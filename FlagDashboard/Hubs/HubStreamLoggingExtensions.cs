using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

/// <summary>
/// Logs the failures of streams. SignalR would log every exception as an error, so a client could fill the log with its own mistakes. The
/// log category of SignalR is therefore turned off.
/// </summary>
internal static partial class HubStreamLoggingExtensions
{
    /// <summary>The log category of SignalR for exceptions of hub methods.</summary>
    public const string SignalRLogCategory = "Microsoft.AspNetCore.SignalR.Internal";

    /// <summary>Yields the items of a stream, and logs an exception that is not the client's mistake.</summary>
    public static async IAsyncEnumerable<T> LogFailures<T>(
        this IAsyncEnumerable<T> stream, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = stream.GetAsyncEnumerator(cancellationToken);
        while (await MoveNext())
            yield return items.Current;

        async ValueTask<bool> MoveNext()
        {
            try
            {
                return await items.MoveNextAsync();
            }
            catch (Exception error) when (error is not (HubException or OperationCanceledException))
            {
                StreamFailed(logger, error);
                throw;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A stream of the hub failed.")]
    private static partial void StreamFailed(ILogger logger, Exception error);
}
