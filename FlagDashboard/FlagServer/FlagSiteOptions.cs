using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>The options of the built-in site.</summary>
internal sealed record FlagSiteOptions
{
    /// <summary>The port on the loopback interface.</summary>
    /// <value>From 0 to 65,535. By default 0, which picks a free port.</value>
    public int Port { get; init; }

    /// <summary>The tape whose values replace parameters that a request leaves out.</summary>
    /// <value>By default no delay and no failures.</value>
    public Tape DefaultTape { get; init; } = new(0, 0, 0);
}
