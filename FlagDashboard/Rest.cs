using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>Gives memory back once after races, a moment after the last of them: one that follows at once must not wait for it.</summary>
/// <param name="races">Whose races.</param>
/// <param name="time">The clock.</param>
/// <param name="giveBack">How it is given back; as <see cref="SpareMemory"/> does by default.</param>
internal sealed class Rest(RaceDirectory races, TimeProvider time, Action? giveBack = null) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Action _giveBack = giveBack ?? SpareMemory.GiveBack;
    private Race? _newest;
    private bool _due;

    /// <summary>Looks how things are: gives back if nothing has run since the last look, and something before.</summary>
    internal void Look()
    {
        var listed = races.All;
        var newest = listed.FirstOrDefault();
        // An executor in somebody's hand mostly sleeps.
        if (newest != _newest || listed.Any(race => !race.ByHand && !race.Completion.IsCompleted))
        {
            (_newest, _due) = (newest, true);
        }
        else if (_due)
        {
            _due = false;
            _giveBack();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
