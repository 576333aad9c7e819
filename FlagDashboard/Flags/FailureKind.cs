namespace FlagDashboard.Flags;

/// <summary>How the site ERROR fails.</summary>
public enum FailureKind
{
    /// <summary>404: it has no such flag. A result, not an error.</summary>
    NotFound,

    /// <summary>418 I'm a teapot.</summary>
    Teapot,

    /// <summary>429 Too Many Requests.</summary>
    TooManyRequests,

    /// <summary>500 Internal Server Error.</summary>
    ServerError,

    /// <summary>503 Service Unavailable.</summary>
    Unavailable,

    /// <summary>The connection is reset in the middle of the flag.</summary>
    Reset,

    /// <summary>The answer announces more bytes than it has.</summary>
    WrongLength,

    /// <summary>Nobody listens where the flag should be.</summary>
    Refused,

    /// <summary>The flag stops in the middle, until the client gives up. Slow, so not in the usual mix.</summary>
    Stall,
}
