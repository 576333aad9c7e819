using FlagDashboard.Races;

namespace FlagDashboard.Components.TimelineView;

/// <summary>The future that is looked at, and where its card goes.</summary>
/// <param name="Mode">The mode it ran in.</param>
/// <param name="Future">The future.</param>
/// <param name="X">CSS px from the left of the window.</param>
/// <param name="Y">CSS px from the top.</param>
public sealed record InspectedBar(ModeInfo Mode, FutureRecord Future, double X, double Y);
