using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>
/// Returns unused memory to the operating system once no race has run for one second. Returning memory pauses all threads, and the delay
/// keeps this pause out of races that follow one another.
/// </summary>
/// <param name="races">The races of this server.</param>
/// <param name="time">The clock that measures the interval.</param>
/// <param name="trim">Trims the memory; <see cref="MemoryTrimmer.Trim()"/> by default.</param>
internal sealed class IdleMemoryTrimmer(RaceRegistry races, TimeProvider time, Action? trim = null) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Action _trim = trim ?? MemoryTrimmer.Trim;
    private Race? _newest;
    private bool _trimPending;

    /// <summary>Trims the memory if a race has run since the last trim, but none has run since the previous call.</summary>
    internal void Tick()
    {
        var listed = races.Listed;
        var newest = listed.FirstOrDefault();
        // Unused memory is returned to the operating system only while no race runs. An interactive race (IsExecutorSession) does not
        // count, because it mostly waits for a person.
        if (newest != _newest || listed.Any(race => !race.IsExecutorSession && !race.Completion.IsCompleted))
        {
            (_newest, _trimPending) = (newest, true);
        }
        else if (_trimPending)
        {
            _trimPending = false;
            _trim();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Tick();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
