namespace FlagDashboard.Flags;

/// <summary>Creates the sites from which races download.</summary>
/// <param name="remote">The pattern of the remote site's addresses, as in <see cref="RemoteUrlTemplate"/>; null if there is none.</param>
public sealed class FlagSiteFactory(RemoteUrlTemplate? remote = null)
{
    /// <summary>The address of the built-in site; null while it does not listen.</summary>
    public Uri? BuiltInAddress { get; set; }

    /// <summary>
    /// A loopback address on which nothing listens; null while the built-in site is down. Downloads that the tape refuses are sent to this
    /// address.
    /// </summary>
    public Uri? RefusingEndpoint { get; set; }

    /// <summary>The changes that people made to the answers of the built-in site.</summary>
    public AnswerOverrides Overrides { get; } = new();

    /// <summary>Whether an address belongs to the built-in site, whose answers people can change.</summary>
    public bool IsBuiltIn(Uri address) => BuiltInAddress is { } root && address.Authority == root.Authority;

    /// <summary>Whether a remote site is configured.</summary>
    public bool HasRemote => remote is not null;

    /// <summary>Returns the address of a site's flags, for people to read.</summary>
    /// <exception cref="InvalidOperationException">The site has not started or is not configured.</exception>
    public string DisplayAddress(SiteId id) => id == SiteId.Remote
        ? remote?.ToString() ?? throw new InvalidOperationException("No remote site is configured.")
        : $"{BuiltInAddress ?? throw new InvalidOperationException("The built-in site is not up yet.")}flags";

    /// <summary>The built-in site without delay.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite CreateWithoutDelay() => BuiltInSite(SiteId.Local, "");

    /// <summary>The built-in site with the delays and failures of a tape: ERROR if the tape has failures, otherwise DELAY.</summary>
    /// <exception cref="InvalidOperationException">The built-in site is not up.</exception>
    public FlagSite CreateWithTape(Tape tape)
    {
        var query = FormattableString.Invariant($"?delay={tape.DelayMs}&jitter={tape.JitterMs}&seed={tape.Seed}");
        if (tape.ErrorRate == 0)
            return BuiltInSite(SiteId.Delay, query);

        var failing = BuiltInSite(
            SiteId.Error, FormattableString.Invariant(
            $"{query}&errors={tape.ErrorRate}&mix={string.Join(',', tape.FailureKinds ?? Tape.DefaultFailureKinds)}"));
        var closed = RefusingEndpoint ?? throw new InvalidOperationException("The built-in site is not up yet.");
        // A server cannot refuse a connection that it has already accepted. A download that the site should refuse therefore goes to an
        // address on which nothing listens.
        return new(SiteId.Error, cc =>
            tape.FailureOf(cc, 1) == FailureKind.Refused ? new Uri(closed, $"flags/{cc}/{cc}.png") : failing.CreateAddress(cc));
    }

    /// <summary>The remote site that is configured.</summary>
    /// <exception cref="InvalidOperationException">No remote site is configured.</exception>
    public FlagSite CreateRemote() => remote is null
        ? throw new InvalidOperationException("No remote site is configured.")
        : new(SiteId.Remote, remote.AddressOf);

    private FlagSite BuiltInSite(SiteId id, string query)
    {
        var root = BuiltInAddress ?? throw new InvalidOperationException("The built-in site is not up yet.");
        return new(id, cc => new Uri(root, $"flags/{cc}/{cc}.png{query}"));
    }
}
