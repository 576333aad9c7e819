using CsCheck;
using FlagDashboard.Log;

namespace FlagDashboard.Tests.Timeline;

/// <summary>What properties are held against must itself show everything that can happen.</summary>
public class LogsTests
{
    [Fact]
    public void Any_ManyLogs_ReachEveryKindAndStatus()
    {
        var seen = new HashSet<object>();
        Logs.Any.Sample(
            log =>
            {
                foreach (var happened in log)
                {
                    seen.Add(happened.Kind);
                    seen.Add((happened.Kind, happened.Status));
                }
            },
            iter: 500,
            threads: 1);
        // Only the race of a program is redefined.
        Assert.Superset(Enum.GetValues<RaceEventKind>().Except([RaceEventKind.Redefined]).Cast<object>().ToHashSet(), seen);
        Assert.Equal(4, seen.OfType<(RaceEventKind Kind, Outcome? Status)>().Count(pair => pair.Kind == RaceEventKind.Finished));
    }
}
