namespace FlagDashboard.Plans;

/// <summary>How a phase of a worker looks.</summary>
public enum PhaseLook
{
    /// <summary>Dotted: something that is neither of the others.</summary>
    Other,

    /// <summary>Solid: it works.</summary>
    Busy,

    /// <summary>A thin line: it waits to begin, as a pending future does.</summary>
    Waiting,

    /// <summary>Hatched: it is ready and waits to be taken, as a held future does.</summary>
    Held,
}

/// <summary>A kind of phase that a lane shows and explains.</summary>
/// <param name="Name">How the names of such phases begin.</param>
/// <param name="Look">How they look.</param>
public sealed record PhaseInfo(string Name, PhaseLook Look);
