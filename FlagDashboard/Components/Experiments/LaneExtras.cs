using FlagDashboard.Log;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>What an experiment shows in its race besides the bars.</summary>
/// <param name="Tools">Controls of the experiment above the lanes; null for none.</param>
/// <param name="Beneath">A chart of a run below its bars, on the same time axis; null for none.</param>
public sealed record LaneExtras(RenderFragment? Tools = null, RenderFragment<RunState>? Beneath = null)
{
    /// <summary>Nothing but bars.</summary>
    public static LaneExtras None { get; } = new();
}
