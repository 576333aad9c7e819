using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

// The zoom of the time axis, and the times that a person points at. The browser zooms by itself, and reports the window once it stands
// still.
public sealed partial class RaceLanes
{
    private BrowserModule _zoom = null!;
    private BrowserModule _pointer = null!;
    private TimeWindow? _window;
    private TimeWindow? _pools;

    /// <summary>
    /// The window of time that the browser is told to show, when this changes: that of a link, or the presenter's. Null tells it nothing.
    /// </summary>
    [Parameter]
    public WindowCommand? WindowToShow { get; set; }

    /// <summary>Raised when the browser shows another window; with null when it shows the whole axis.</summary>
    [Parameter]
    public EventCallback<TimeWindow?> WindowChanged { get; set; }

    /// <summary>Raised with the time, in ms since the race began, that a person chose by a click in a lane.</summary>
    [Parameter]
    public EventCallback<double> TimeChosen { get; set; }

    /// <summary>The browser calls this when a person clicks an empty place of a lane.</summary>
    /// <param name="ms">The time there, in ms since the race began.</param>
    [JSInvokable]
    public Task Seek(double ms) => TimeChosen.InvokeAsync(ms);

    /// <summary>The browser calls this when the window that it shows has changed and stands still.</summary>
    /// <param name="fromMs">The start of the window, in ms since the race began; negative for the whole axis.</param>
    /// <param name="toMs">The end of the window, in ms since the race began.</param>
    [JSInvokable]
    public Task ShowWindow(double fromMs, double toMs)
    {
        // On the axis of aligned starts, a window has another time in each lane, which neither a link nor the class can show.
        _window = IsAligned ? null : TimeWindow.Of(fromMs, toMs);
        StateHasChanged();
        return WindowChanged.InvokeAsync(_window);
    }
}
