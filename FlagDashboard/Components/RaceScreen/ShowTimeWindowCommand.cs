using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Tells the browser which part of the time axis to show.</summary>
/// <param name="Window">The window; null for the whole axis.</param>
public sealed record ShowTimeWindowCommand(TimeWindow? Window)
{
    /// <summary>The command as the browser reads it: the two times in ms, or an empty text for the whole axis.</summary>
    public override string ToString() => Window is { } window ? $"{CssFormat.Number(window.FromMs)},{CssFormat.Number(window.ToMs)}" : "";
}
