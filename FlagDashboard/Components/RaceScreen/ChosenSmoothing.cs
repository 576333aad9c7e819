using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// How strongly estimates of the time left are smoothed, as a person has chosen. The choice is kept for later races while the page is open.
/// Not thread-safe.
/// </summary>
public sealed class ChosenSmoothing
{
    /// <summary>The smoothing, from 0 (the average of all results) to 1 (only the last result).</summary>
    public double Factor { get; private set; } = TimeLeft.DefaultSmoothing;

    /// <summary>Sets the value from the text of a slider. A text that is not a number from 0 to 1 is ignored.</summary>
    public void Set(string? text)
    {
        if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            Factor = value;
    }
}
