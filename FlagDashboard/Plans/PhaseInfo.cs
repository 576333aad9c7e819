namespace FlagDashboard.Plans;

/// <summary>The look of a phase of a worker.</summary>
public enum PhaseLook
{
    /// <summary>Dotted: none of the others.</summary>
    Other,

    /// <summary>Solid: the worker works.</summary>
    Busy,

    /// <summary>A thin line: the worker waits to begin, as a pending future does.</summary>
    Waiting,

    /// <summary>Hatched: a result is ready and waits to be received, as that of a held future does.</summary>
    Held,
}

/// <summary>A kind of phase that a lane shows and explains.</summary>
/// <param name="Name">The beginning of the names of such phases.</param>
/// <param name="Look">Their look.</param>
public sealed record PhaseInfo(string Name, PhaseLook Look);
