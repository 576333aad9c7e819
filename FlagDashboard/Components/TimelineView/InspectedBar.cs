using FlagDashboard.Races;

namespace FlagDashboard.Components.TimelineView;

/// <summary>The future or phase that is looked at, and where its card goes.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Future">The future; null for a phase.</param>
/// <param name="X">CSS px from the left of the window.</param>
/// <param name="Y">CSS px from the top.</param>
/// <param name="Phase">The phase; null for a future.</param>
public sealed record InspectedBar(RunState Run, FutureRecord? Future, double X, double Y, PhaseRecord? Phase = null);
