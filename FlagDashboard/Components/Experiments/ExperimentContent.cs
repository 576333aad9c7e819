using FlagDashboard.Log;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>The content that an experiment adds to the bars of its race.</summary>
/// <param name="Tools">Controls of the experiment above the lanes; null for none.</param>
/// <param name="BelowBars">A chart of a run below its bars, on the same time axis; null for none.</param>
public sealed record ExperimentContent(RenderFragment? Tools = null, RenderFragment<RunState>? BelowBars = null)
{
    /// <summary>Adds nothing.</summary>
    public static ExperimentContent None { get; } = new();
}
