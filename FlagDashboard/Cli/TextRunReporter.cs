using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Speaks to people.</summary>
internal sealed class TextRunReporter(TextWriter output, IProgressDisplay view, ModeCatalog modes, FlagSites sites) : IRunReporter
{
    public IProgressDisplay View => view;

    public void Begin(RacePlan plan, int round, int rounds)
    {
        if (rounds > 1)
            output.WriteLine($"{(round > 1 ? Environment.NewLine : "")}Run {round} of {rounds}");
        Say(Report.Start(plan, sites.DisplayAddress(plan.Site), modes.Find(plan.Modes[0])!.WorkersFor(plan)));
    }

    public void End(RunState run)
    {
        if (view is not VerboseDisplay)
            Say(Report.Reasons(run));
        if (Report.Ending(run) is { } ending)
            output.WriteLine(ending);
        Say(SummaryLines.Of(run));
    }

    private void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            output.WriteLine(line);
    }
}
