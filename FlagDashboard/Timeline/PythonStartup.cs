using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Tells whether a run in Python is being prepared. Its time begins when Python is ready. Pure functions.</summary>
public static class PythonStartup
{
    /// <summary>Whether Python is starting for a run: it is the run's turn, but the run has not begun.</summary>
    public static bool IsInProgress(RaceState race, RunState run) =>
        race is { FinishedAtMs: null, Plan: { } plan } && run is { StartedAtMs: null, Info.Language: ModeLanguage.Python }
        && (plan.StartOrder == StartOrder.Together
            || race.Runs.TakeWhile(other => other != run).All(before => before.EndedAtMs is not null));
}
