using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>How much smoothing a person wants: kept from one race to the next, as long as the page is open. Not thread-safe.</summary>
public sealed class SmoothingChoice
{
    /// <summary>From 0, the average of all, to 1, only the last.</summary>
    public double Value { get; private set; } = TimeLeft.DefaultSmoothing;

    /// <summary>Takes what a slider says; anything but a number from 0 to 1 changes nothing.</summary>
    public void Take(string? text)
    {
        if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            Value = value;
    }
}
