namespace FlagDashboard.Flags;

/// <summary>How a <see cref="FlagStore"/> arranges what it saves.</summary>
public enum FlagLayout
{
    /// <summary><c>{root}/{race}/{run}/{cc}.png</c>: every run keeps its own flags, and a race can be forgotten.</summary>
    ByRun,

    /// <summary>
    /// <c>{root}/{cc}.png</c>: what is saved is for people; a later flag of a country replaces an earlier one, and nothing is forgotten.
    /// </summary>
    Flat,
}
