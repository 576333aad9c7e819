using System.Runtime.InteropServices;

namespace FlagDashboard.Cli;

/// <summary>Ctrl+C and SIGTERM: the first asks the verb to end properly, the second ends the program at once.</summary>
internal sealed class SignalHandler : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    private volatile int _exitCode = Cli.ExitCode.Done;

    public SignalHandler() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, Cli.ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, Cli.ExitCode.Terminated)),
    ];

    /// <summary>Signalled by the first.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What an interrupted program ends with; <see cref="Cli.ExitCode.Done"/> while it is not interrupted.</summary>
    public int ExitCode => _exitCode;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
            Environment.Exit(exitCode);
        _exitCode = exitCode;
        _source.Cancel();
    }
}
