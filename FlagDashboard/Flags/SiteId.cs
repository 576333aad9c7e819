namespace FlagDashboard.Flags;

/// <summary>Where flags are downloaded from.</summary>
public enum SiteId
{
    /// <summary>Built in, without delay.</summary>
    Local,

    /// <summary>Built in, slow: each answer waits as long as the tape says.</summary>
    Delay,

    /// <summary>Built in, slow and failing: the tape also says which answers fail, and how.</summary>
    Error,

    /// <summary>A site on the network, named by this server's configuration and by nothing else.</summary>
    Remote,
}
