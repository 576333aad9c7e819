using System.Diagnostics;

namespace FlagDashboard.Futures;

/// <summary>Runs code of the library's users (observers, callbacks, ToString) where its exceptions must not stop a worker.</summary>
/// <remarks>
/// Exceptions are written to <see cref="Trace"/> as errors, because this library has no logger. A program that must not lose exceptions
/// catches them in its own observer or callback, or adds a trace listener.
/// </remarks>
internal static class SafeInvoke
{
    /// <param name="description">The name of the action in the trace, such as “A future's callback”.</param>
    /// <param name="action">The code to run.</param>
    public static void Run(string description, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Trace.TraceError("{0} raised, which was ignored: {1}", description, error);
        }
    }
}
