namespace FlagDashboard.Futures;

/// <summary>
/// Stands for an exception that a function raised in a worker process. Its message is the short name of the original type and
/// the original message; its text also has the original stack trace.
/// </summary>
/// <remarks>
/// Python pickles the exception, so that the caller gets an exception of the original type. .NET exceptions cannot be serialized in
/// general, so this type describes the original.
/// </remarks>
public sealed class RemoteException : Exception
{
    internal RemoteException(string type, string name, string message, string text)
        : base($"{name}: {message}") =>
        (RemoteType, RemoteMessage, RemoteText) = (type, message, text);

    /// <summary>The full name of the original exception's type.</summary>
    public string RemoteType { get; }

    /// <summary>The original exception's message.</summary>
    public string RemoteMessage { get; }

    /// <summary>The original exception's full text, with stack trace and inner exceptions.</summary>
    public string RemoteText { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}{Environment.NewLine}--- In the worker process: {RemoteText}";
}
