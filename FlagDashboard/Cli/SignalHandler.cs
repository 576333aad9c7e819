using System.Runtime.InteropServices;

namespace FlagDashboard.Cli;

/// <summary>
/// Handles Ctrl+C (SIGINT), SIGTERM, SIGQUIT and SIGHUP, which a terminal sends when it is closed. The first signal cancels
/// <see cref="Token"/>, so that the program can stop cleanly; the second signal ends the process at once. Under nohup, .NET leaves SIGHUP
/// ignored. Thread-safe.
/// </summary>
internal sealed class SignalHandler : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;

    // Whether a signal has arrived: 0 or 1. .NET handles each signal on its own thread, so the field is changed with Interlocked.
    private int _signals;
    private volatile int _exitCode = Cli.ExitCode.Success;

    /// <summary>Registers the handlers of the signals.</summary>
    public SignalHandler() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, Cli.ExitCode.SigInt)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, Cli.ExitCode.SigTerm)),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => OnSignal(context, Cli.ExitCode.SigQuit)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnSignal(context, Cli.ExitCode.SigHup)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>The exit code that belongs to the first signal; <see cref="Cli.ExitCode.Success"/> until a signal arrives.</summary>
    public int ExitCode => _exitCode;

    /// <summary>Restores the default handling of signals.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stopping.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        // Keeps the runtime from ending the process at this signal.
        context.Cancel = true;
        if (Interlocked.Exchange(ref _signals, 1) == 1)
            Environment.Exit(exitCode);
        _exitCode = exitCode;
        _stopping.Cancel();
    }
}
