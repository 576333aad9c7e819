using FlagDashboard.Log;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Experiments;

/// <summary>Content that an experiment adds to the page of its race.</summary>
/// <param name="AboveLanes">The experiment's controls above the lanes; null for none.</param>
/// <param name="BelowBars">A chart below the bars of a run, on the same time axis; null for none.</param>
public sealed record ExperimentAdditions(RenderFragment? AboveLanes = null, RenderFragment<RunState>? BelowBars = null)
{
    /// <summary>The entries that the experiment adds to the legend.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>Content of an experiment that adds nothing to its page.</summary>
    public static ExperimentAdditions None { get; } = new();
}
