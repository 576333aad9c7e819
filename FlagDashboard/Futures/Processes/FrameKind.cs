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
    /// Worker to executor, the last frame: the worker exits by itself, so that its exit code is no signal's. A worker that is killed sends
    /// none. No body.
    /// </summary>
    Exiting,
}
