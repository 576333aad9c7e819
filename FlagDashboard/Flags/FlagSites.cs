namespace FlagDashboard.Flags;

/// <summary>Knows where the sites are.</summary>
public sealed class FlagSites
{
    /// <summary>Where the built-in site listens; null until it does.</summary>
    public Uri? BuiltIn { get; set; }

    /// <summary>The built-in site without delay.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite Local() => new(SiteId.Local, Up(), "");

    /// <summary>The built-in site playing the tape of <paramref name="seed"/>, with delays in ms.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite Delay(double delayMs, double jitterMs, int seed) =>
        new(SiteId.Delay, Up(), FormattableString.Invariant($"?delay={delayMs}&jitter={jitterMs}&seed={seed}"));

    private Uri Up() => BuiltIn ?? throw new InvalidOperationException("The built-in site is not up yet.");
}
