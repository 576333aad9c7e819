namespace FlagDashboard.Plans;

/// <summary>Describes one property of <see cref="Limits"/>: its name and its range.</summary>
/// <param name="ConfigurationKey">The name in the configuration.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Get">Gets the value.</param>
/// <param name="With">Returns a copy of the limits with another value.</param>
internal sealed record LimitField(string ConfigurationKey, int Min, int Max, Func<Limits, int> Get, Func<Limits, int, Limits> With)
{
    /// <summary>Whether a key of the configuration names this limit. Case does not matter.</summary>
    public bool IsNamed(string key) => key.Equals(ConfigurationKey, StringComparison.OrdinalIgnoreCase);
}
