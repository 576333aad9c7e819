using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Log;

/// <summary>Formats and folds logs.</summary>
internal static class RaceLogExtensions
{
    /// <summary>Like <c>0 Finished 2 Cancelled: given up</c>: run, kind, future, worker, status, detail, where they apply.</summary>
    public static string[] Lines(this RaceLog log) => [.. log.Snapshot().Select(Line)];

    /// <summary>The lines about one future.</summary>
    public static string[] Lines(this RaceLog log, int future) =>
        [.. log.Snapshot().Where(happened => happened.Future == future && happened.Kind != RaceEventKind.RunFinished).Select(Line)];

    /// <summary>Folds a log; throws if an event cannot happen.</summary>
    public static RaceState Fold(this RaceLog log) => RaceState.At(log.Snapshot(), double.MaxValue);

    /// <summary>Waits until the events so far satisfy a condition.</summary>
    public static async Task Until(this RaceLog log, Func<RaceEvent[], bool> enough)
    {
        async Task Follow()
        {
            await foreach (var _ in log.Follow(0, TestContext.Current.CancellationToken))
                if (enough(log.Snapshot()))
                    return;
        }

        await Follow().Guarded();
    }

    /// <summary>Folds a log that contains only one run, without the events of the race.</summary>
    public static RunState FoldRun(this RaceLog log)
    {
        var told = log.Snapshot();
        var futures = told.Max(happened => happened.Future) + 1;
        var run = new RunState(
            new ModeInfo("fake", "Fake", "", ReceiveOrder.CallOrder), [.. Enumerable.Range(0, futures).Select(future => $"{future}")],
            new ImageTable());
        foreach (var happened in told)
            run.Apply(happened);
        return run;
    }

    private static string Line(RaceEvent told)
    {
        var line = told.Run == RaceEvent.None ? $"{told.Kind}" : $"{told.Run} {told.Kind}";
        if (told.Future != RaceEvent.None)
            line += $" {told.Future}";
        if (told.Worker > 0)
            line += $" @{told.Worker}";
        if (told.Status is { } status)
            line += $" {status}";
        return told.TextPayload is null ? line : $"{line}: {told.TextPayload}";
    }
}
