namespace FlagDashboard.Flags;

/// <summary>The ways in which an answer of the site ERROR can fail.</summary>
public enum FailureKind
{
    /// <summary>404 Not Found. The download counts as a result, not as an error.</summary>
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

    /// <summary>The connection is refused.</summary>
    Refused,

    /// <summary>
    /// The answer stops in the middle until the client times out. Not in <see cref="Tape.DefaultFailureKinds"/>, because it takes long.
    /// </summary>
    Stall,
}
