namespace FlagDashboard.Python;

/// <summary>What happened in a worker of gil.py.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="AtMs">When it happened, in ms since the race began.</param>
/// <param name="FirstValue">A value whose meaning depends on the kind.</param>
/// <param name="SecondValue">Another one.</param>
/// <param name="Future">The number of the future, from 0.</param>
internal readonly record struct GilEvent(GilEventKind Kind, double AtMs, long FirstValue, long SecondValue, int Future);

/// <summary>The kinds of a <see cref="GilEvent"/>. gil.py knows the same numbers.</summary>
internal enum GilEventKind : byte
{
    /// <summary>The consuming code submitted a future.</summary>
    FutureSubmitted = 1,

    /// <summary>A worker started a future.</summary>
    FutureStarted,

    /// <summary>A worker finished a future. First is its result, and Second its processor time in ns.</summary>
    FutureFinished,

    /// <summary>The consuming code received the result of a future.</summary>
    FutureReceived,

    /// <summary>A worker computes again after it did not compute from First on, in ns since the race began.</summary>
    SilenceEnded,

    /// <summary>A worker blocks without the lock, and wants to go on at First, in ns since the race began.</summary>
    Blocked,

    /// <summary>A worker enters C code that lets go of the lock.</summary>
    NativeCodeEntered,

    /// <summary>A worker computes after it was blocked.</summary>
    BlockingEnded,

    /// <summary>A worker is there. First is the number of its process, and Second that of its thread.</summary>
    WorkerAnnounced,
}
