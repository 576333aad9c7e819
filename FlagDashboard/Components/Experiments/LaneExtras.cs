using FlagDashboard.Log;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>What an experiment shows in its race besides the bars.</summary>
/// <param name="Tools">Something to work it with, above the lanes; null for none.</param>
/// <param name="Beneath">A picture of a run, beneath its bars and on their axis; null for none.</param>
public sealed record LaneExtras(RenderFragment? Tools = null, RenderFragment<RunState>? Beneath = null)
{
    /// <summary>Nothing but bars.</summary>
    public static LaneExtras None { get; } = new();
}
