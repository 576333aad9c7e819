namespace FlagDashboard.Flags;

/// <summary>Knows where the sites are.</summary>
/// <param name="remote">The pattern of the remote site's addresses, as in <see cref="RemotePattern"/>; null if there is none.</param>
public sealed class FlagSites(RemotePattern? remote = null)
{
    /// <summary>Where the built-in site listens; null until it does.</summary>
    public Uri? BuiltIn { get; set; }

    /// <summary>An address beside it where nobody listens, for connections that are to be refused.</summary>
    public Uri? RefusingEndpoint { get; set; }

    /// <summary>Whether a remote site is configured.</summary>
    public bool HasRemote => remote is not null;

    /// <summary>Where a site's flags are, for people to read.</summary>
    /// <exception cref="InvalidOperationException">That site is not up, or not configured.</exception>
    public string DisplayAddress(SiteId id) => id == SiteId.Remote
        ? remote?.ToString() ?? throw new InvalidOperationException("No remote site is configured.")
        : $"{BuiltIn ?? throw new InvalidOperationException("The built-in site is not up yet.")}flags";

    /// <summary>The built-in site without delay.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite Local() => BuiltInSite(SiteId.Local, "");

    /// <summary>The built-in site playing a tape; ERROR if the tape has failures.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite Playing(Tape tape)
    {
        var query = FormattableString.Invariant($"?delay={tape.DelayMs}&jitter={tape.JitterMs}&seed={tape.Seed}");
        if (tape.ErrorRate == 0)
            return BuiltInSite(SiteId.Delay, query);

        var failing = BuiltInSite(
            SiteId.Error, FormattableString.Invariant(
            $"{query}&errors={tape.ErrorRate}&mix={string.Join(',', tape.Mix ?? Tape.UsualMix)}"));
        var closed = RefusingEndpoint ?? throw new InvalidOperationException("The built-in site is not up yet.");
        // A site cannot refuse a connection that it has accepted: what is to be refused is asked for where nobody listens.
        return new(SiteId.Error, cc =>
            tape.FailureOf(cc, 1) == FailureKind.Refused ? new Uri(closed, $"flags/{cc}/{cc}.png") : failing.Address(cc));
    }

    /// <summary>The configured site.</summary>
    /// <exception cref="InvalidOperationException">None is configured.</exception>
    public FlagSite Remote() => remote is null
        ? throw new InvalidOperationException("No remote site is configured.")
        : new(SiteId.Remote, remote.AddressOf);

    private FlagSite BuiltInSite(SiteId id, string query)
    {
        var root = BuiltIn ?? throw new InvalidOperationException("The built-in site is not up yet.");
        return new(id, cc => new Uri(root, $"flags/{cc}/{cc}.png{query}"));
    }
}
