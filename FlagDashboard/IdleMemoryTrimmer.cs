using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>Gives memory back once after races, a moment after the last of them: one that follows at once must not wait for it.</summary>
/// <param name="races">Whose races.</param>
/// <param name="time">The clock.</param>
/// <param name="trim">How it is given back; as <see cref="NativeMemory"/> does by default.</param>
internal sealed class IdleMemoryTrimmer(RaceRegistry races, TimeProvider time, Action? trim = null) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Action _trim = trim ?? NativeMemory.Trim;
    private Race? _newest;
    private bool _due;

    /// <summary>Looks how things are: gives back if nothing has run since the last look, and something before.</summary>
    internal void Tick()
    {
        var listed = races.All;
        var newest = listed.FirstOrDefault();
        // An executor in somebody's hand mostly sleeps.
        if (newest != _newest || listed.Any(race => !race.IsInteractive && !race.Completion.IsCompleted))
        {
            (_newest, _due) = (newest, true);
        }
        else if (_due)
        {
            _due = false;
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
