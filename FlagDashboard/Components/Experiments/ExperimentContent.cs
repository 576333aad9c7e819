using FlagDashboard.Log;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>The content that an experiment adds to its race.</summary>
/// <param name="Tools">Controls of the experiment above the lanes; null for none.</param>
/// <param name="BelowBars">A chart of a run below its bars, on the same time axis; null for none.</param>
public sealed record ExperimentContent(RenderFragment? Tools = null, RenderFragment<RunState>? BelowBars = null)
{
    /// <summary>No additional content.</summary>
    public static ExperimentContent None { get; } = new();
}
