namespace FlagDashboard.Futures.Processes;

/// <summary>What a <see cref="Frame"/> says.</summary>
internal enum FrameKind : byte
{
    /// <summary>From the child, first of all: it takes calls now.</summary>
    Ready = 1,

    /// <summary>To the child: make this call.</summary>
    Call,

    /// <summary>From the child: what the call returned, as JSON.</summary>
    Returned,

    /// <summary>From the child: what the call raised.</summary>
    Raised,

    /// <summary>To the child, at any time: are you there?</summary>
    Ping,

    /// <summary>From the child, at once, even in the middle of a call.</summary>
    Pong,
}
