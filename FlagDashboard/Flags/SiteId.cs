namespace FlagDashboard.Flags;

/// <summary>The sites from which flags can be downloaded.</summary>
public enum SiteId
{
    /// <summary>Built in, without delay.</summary>
    Local,

    /// <summary>Built in and slow: the tape determines the delay of each answer.</summary>
    Delay,

    /// <summary>Built in, slow and failing: the tape also determines which answers fail, and how.</summary>
    Error,

    /// <summary>A web site on another machine. Only the server's configuration can set its address.</summary>
    Remote,
}
