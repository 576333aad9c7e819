using FlagDashboard.Flags;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Speaks to people.</summary>
internal sealed class TextVoice(TextWriter output, IRunView view, ModeDirectory modes, FlagSites sites) : IVoice
{
    public IRunView View => view;

    public void Begin(RacePlan plan, int round, int rounds)
    {
        if (rounds > 1)
            output.WriteLine($"{(round > 1 ? Environment.NewLine : "")}Run {round} of {rounds}");
        Say(Report.Start(plan, sites.Whereabouts(plan.Site), modes.Find(plan.Modes[0])!.Info.WorkersFor(plan)));
    }

    public void End(RunState run)
    {
        if (view is not VerboseView)
            Say(Report.Reasons(run));
        if (Report.Ending(run) is { } ending)
            output.WriteLine(ending);
        Say(EndLines.Of(run));
    }

    private void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            output.WriteLine(line);
    }
}
