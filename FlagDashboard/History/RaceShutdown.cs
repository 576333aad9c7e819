using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>
/// Ends the running races when the server stops, and saves them, before the server closes its connections. Viewers then still receive
/// the end of their race, and a server that is started again finds a closed log.
/// </summary>
internal sealed class RaceShutdown(RaceRegistry races, RaceRecorder recorder) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await races.Interrupt();
        recorder.Flush();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
