using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>
/// Ends and saves the running races when the server stops. This happens before the server closes its connections, so viewers still receive
/// the end of the race, and the saved log is complete.
/// </summary>
internal sealed class RaceShutdown(RaceRegistry races, RaceArchive recorder) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await races.InterruptAll();
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
