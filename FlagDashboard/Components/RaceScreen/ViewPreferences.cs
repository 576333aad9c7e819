namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// The panes that a person has opened and the speed that a person has chosen, kept for the next race on the same page. Belongs to one
/// circuit; not thread-safe.
/// </summary>
public sealed class ViewPreferences
{
    private readonly HashSet<string> _openPanes = [];

    /// <summary>The speed of a replay; 1 by default.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>Returns whether a pane, such as code-async, is open.</summary>
    public bool IsOpen(string pane) => _openPanes.Contains(pane);

    /// <summary>Opens a pane that is closed, and closes one that is open.</summary>
    public void Toggle(string pane)
    {
        if (!_openPanes.Remove(pane))
            _openPanes.Add(pane);
    }
}
