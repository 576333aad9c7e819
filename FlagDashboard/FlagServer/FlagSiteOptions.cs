using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>Where the built-in site listens, and how it answers.</summary>
internal sealed record FlagSiteOptions
{
    /// <summary>Its port on the loopback.</summary>
    /// <value>0 to 65,535; 0, any free one, by default.</value>
    public int Port { get; init; }

    /// <summary>What holds for a request that does not say otherwise.</summary>
    /// <value>By default it answers at once, and never fails.</value>
    public Tape Usual { get; init; } = new(0, 0, 0);
}
