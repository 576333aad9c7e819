namespace FlagDashboard.Flags;

/// <summary>Where flags are downloaded from.</summary>
public enum SiteId
{
    /// <summary>Built in, without delay.</summary>
    Local,

    /// <summary>Built in, slow: each answer waits as long as the tape says.</summary>
    Delay,
}
