using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The future or phase that is looked at, and where its card goes.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Future">The future; null for a phase.</param>
/// <param name="X">CSS px from the left of the window.</param>
/// <param name="Y">CSS px from the top.</param>
/// <param name="Phase">The phase; null for a future.</param>
public sealed record InspectedBar(RunState Run, FutureRecord? Future, double X, double Y, PhaseRecord? Phase = null)
{
    /// <summary>The bar that the browser names so; null if there is none, whatever it says.</summary>
    /// <param name="run">Its run; null for none.</param>
    /// <param name="number">Its number, as in <see cref="Bar.Future"/>.</param>
    /// <param name="x">CSS px from the left of the window.</param>
    /// <param name="y">CSS px from the top.</param>
    public static InspectedBar? Of(RunState? run, int number, double x, double y) =>
        run?.Futures.ElementAtOrDefault(number) is { } future ? new(run, future, x, y)
        : run?.Phases.ElementAtOrDefault(Bar.PhaseOf(number)) is { } phase ? new(run, null, x, y, phase)
        : null;
}
