using System.Runtime.InteropServices;

namespace FlagDashboard.Cli;

/// <summary>
/// Handles Ctrl+C (SIGINT), SIGTERM and SIGQUIT while a verb or the dashboard runs. The first signal asks for an orderly end;
/// the second ends the process at once. Thread-safe.
/// </summary>
internal sealed class SignalHandler : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;

    // Each signal has a thread of its own, so that two signals may be handled at the same time.
    private int _signals;
    private volatile int _exitCode = Cli.ExitCode.Success;

    /// <summary>Starts to handle signals.</summary>
    public SignalHandler() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, Cli.ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, Cli.ExitCode.Terminated)),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => OnSignal(context, Cli.ExitCode.Quit)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>The exit code of the first signal; <see cref="Cli.ExitCode.Success"/> until one arrives.</summary>
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
        // Without Cancel, the runtime would end the process at the first signal. Below, the first signal stops the program in order, and
        // the second ends it at once.
        context.Cancel = true;
        if (Interlocked.Exchange(ref _signals, 1) == 1)
            Environment.Exit(exitCode);
        _exitCode = exitCode;
        _stopping.Cancel();
    }
}
