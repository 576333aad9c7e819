using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

// This part of RacePanel handles the zoom of the time axis, and clicks on points in time. The browser zooms without the server. It reports
// the visible window of time once the window no longer moves.
public sealed partial class RacePanel
{
    private BrowserModule _zoom = null!;
    private BrowserModule _pointer = null!;
    private TimeWindow? _window;
    private TimeWindow? _pools;

    /// <summary>
    /// A new command makes the browser show the given window of time, which comes from a link or from the presenter. Null leaves the
    /// browser's window unchanged.
    /// </summary>
    [Parameter]
    public ShowTimeWindowCommand? WindowToShow { get; set; }

    /// <summary>Raised when the browser shows another window of time; null stands for the whole axis.</summary>
    [Parameter]
    public EventCallback<TimeWindow?> WindowChanged { get; set; }

    /// <summary>Raised with the time, in ms since the race began, that a person chose by a click in a lane.</summary>
    [Parameter]
    public EventCallback<double> TimeChosen { get; set; }

    /// <summary>The browser calls this when a person clicks an empty place in a lane.</summary>
    /// <param name="ms">The time at the clicked place, in ms since the race began.</param>
    [JSInvokable]
    public Task Seek(double ms) => TimeChosen.InvokeAsync(ms);

    /// <summary>The browser calls this when the visible window of time has changed and no longer moves.</summary>
    /// <param name="fromMs">The start of the window, in ms since the race began; negative for the whole axis.</param>
    /// <param name="toMs">The end of the window, in ms since the race began.</param>
    [JSInvokable]
    public Task OnWindowChanged(double fromMs, double toMs)
    {
        // If IsAligned, each lane begins at the start of its own run. The window that the browser shows then covers different times of the
        // race in each lane. A TimeWindow contains only one span of time, so null is stored.
        _window = IsAligned ? null : TimeWindow.Of(fromMs, toMs);
        StateHasChanged();
        return WindowChanged.InvokeAsync(_window);
    }
}
