using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Speaks to programs: one line of JSON for each run. What people should know besides goes to <paramref name="error"/>.</summary>
internal sealed class JsonRunReporter(TextWriter output, TextWriter error, bool verbose) : IRunReporter
{
    public IProgressDisplay View { get; } = verbose ? new VerboseDisplay(error) : new QuietDisplay();

    public void Begin(RacePlan plan, int round, int rounds)
    {
    }

    public void End(RunState run)
    {
        if (!verbose)
        {
            foreach (var reason in Report.Reasons(run))
                error.WriteLine(reason);
        }

        if (Report.Ending(run) is { } ending)
            error.WriteLine(ending);
        output.WriteLine(RunLine.Of(run));
    }
}
