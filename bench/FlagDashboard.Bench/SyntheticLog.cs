using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Bench;

/// <summary>Writes the log of a race that never ran, in which all futures of all runs are received.</summary>
internal static class SyntheticLog
{
    private const int Workers = 20;
    private static readonly string Image = new('a', 64);

    /// <summary>The first event of the log, which defines the race.</summary>
    public static RaceEvent First(int runs, int futures) => new(0, 0, RaceEventKind.RaceStarted)
    {
        Definition = new RaceDefinition(
            [.. Enumerable.Range(0, futures).Select(number => $"C{number}")],
            [.. Enumerable.Range(0, runs).Select(run => new ModeInfo($"mode-{run}", $"Mode {run}", "", ReceiveOrder.CompletionOrder))]),
    };

    /// <summary>Appends the log: 4 events for each future, 2 for each run, and 2 for the race.</summary>
    public static void Append(RaceLog log, in RaceEvent first, int runs, int futures)
    {
        log.Append(first);
        for (var run = 0; run < runs; run++)
            log.Append(new(0, 0, RaceEventKind.RunStarted, run, Worker: Workers));
        for (var future = 0; future < futures; future++)
        {
            for (var run = 0; run < runs; run++)
            {
                log.Append(new(0, 0, RaceEventKind.Submitted, run, future));
                log.Append(new(0, 0, RaceEventKind.Started, run, future, (future % Workers) + 1));
                log.Append(new(0, 0, RaceEventKind.Finished, run, future, Status: Outcome.Ok, Bytes: 1000, ImageHash: Image));
                log.Append(new(0, 0, RaceEventKind.Received, run, future, Status: Outcome.Ok));
            }
        }

        for (var run = 0; run < runs; run++)
            log.Append(new(0, 0, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Ok));
    }

    /// <summary>Folds events into the state of a race.</summary>
    public static RaceState Fold(ReadOnlySpan<RaceEvent> events)
    {
        var state = new RaceState();
        foreach (ref readonly var raceEvent in events)
            state.Apply(raceEvent);
        return state;
    }
}
