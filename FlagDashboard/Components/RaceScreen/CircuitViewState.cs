using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// The panes that a person has opened, the speed and the arrangement of the lanes, kept for the next race on the same page. Belongs to
/// one circuit; not thread-safe.
/// </summary>
public sealed class CircuitViewState
{
    private readonly HashSet<string> _openPanes = [];
    private readonly Dictionary<string, LaneArrangement> _lanes = [];

    /// <summary>The speed of a replay; 1 by default.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>Whether each lane begins at the start of its run.</summary>
    public bool AlignsRunStarts { get; set; }

    /// <summary>The arrangement of the lanes of an experiment.</summary>
    /// <param name="experiment">The id of the experiment; empty for races of plans.</param>
    public LaneArrangement LanesOf(string experiment) => _lanes.GetValueOrDefault(experiment, LaneArrangement.Default);

    /// <summary>Sets the arrangement of the lanes of an experiment.</summary>
    /// <param name="experiment">The id of the experiment; empty for races of plans.</param>
    /// <param name="lanes">The arrangement.</param>
    public void SetLanes(string experiment, LaneArrangement lanes) => _lanes[experiment] = lanes;

    /// <summary>Returns whether a pane, such as code-async, is open.</summary>
    public bool IsPaneOpen(string pane) => _openPanes.Contains(pane);

    /// <summary>Opens a pane that is closed, and closes one that is open.</summary>
    public void TogglePane(string pane)
    {
        if (!_openPanes.Remove(pane))
            _openPanes.Add(pane);
    }
}
