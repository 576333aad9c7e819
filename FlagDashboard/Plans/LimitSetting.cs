namespace FlagDashboard.Plans;

/// <summary>One limit of <see cref="Limits"/>.</summary>
/// <param name="Name">The name in the configuration.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Of">Gets the value.</param>
/// <param name="With">Copies the limits with another value.</param>
internal sealed record LimitSetting(string Name, int Min, int Max, Func<Limits, int> Of, Func<Limits, int, Limits> With)
{
    /// <summary>Whether a key of the configuration, which ignores case, names this limit.</summary>
    public bool IsNamed(string key) => key.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
