namespace FlagDashboard.Futures;

/// <summary>
/// What a function raised in a worker process. Its message is the remote type's short name and the remote message; its
/// text has the remote stack trace too.
/// </summary>
/// <remarks>
/// Python raises an exception of the remote type, which it can pickle. One of .NET cannot be sent whole, so this stands
/// for it and says what it was.
/// </remarks>
public sealed class RemoteException : Exception
{
    internal RemoteException(string type, string message, string text)
        : base($"{type[(type.LastIndexOfAny(['.', '+']) + 1)..]}: {message}") =>
        (RemoteType, RemoteMessage, RemoteText) = (type, message, text);

    /// <summary>The full name of the type of the exception in the worker process.</summary>
    public string RemoteType { get; }

    /// <summary>Its message.</summary>
    public string RemoteMessage { get; }

    /// <summary>Its whole text: stack trace, inner exceptions and all.</summary>
    public string RemoteText { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}{Environment.NewLine}--- In the worker process: {RemoteText}";
}
