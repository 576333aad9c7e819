namespace FlagDashboard.Futures.Processes;

/// <summary>The kinds of <see cref="Frame"/>.</summary>
internal enum FrameKind : byte
{
    /// <summary>Worker to executor, the first frame: the worker accepts calls. No body.</summary>
    Ready = 1,

    /// <summary>Executor to worker: make this call. The body is a <see cref="CallPayload"/>.</summary>
    Call,

    /// <summary>Worker to executor: the call returned. The body is the result as JSON.</summary>
    Returned,

    /// <summary>Worker to executor: the call raised. The body is an <see cref="ExceptionPayload"/>.</summary>
    Raised,

    /// <summary>Executor to worker, during a long call: are you alive? No body.</summary>
    Ping,

    /// <summary>Worker to executor: the answer to a ping, sent at once even in the middle of a call. No body.</summary>
    Pong,

    /// <summary>
    /// Worker to executor, the last frame: the worker exits by itself, so its exit code is not that of a signal. A worker that is killed
    /// does not send this frame. No body.
    /// </summary>
    Exiting,
}
