namespace FlagDashboard.Log;

/// <summary>A call that a person made on an executor or a future in an interactive experiment, and its result. Immutable.</summary>
/// <param name="Call">The call as source code; null for a remark, which is text without a call.</param>
/// <param name="Text">The remark, or the result or exception of the call as text.</param>
/// <param name="TookMs">The duration of the call, in ms; null if no call was made.</param>
/// <param name="Thread">The role of the thread that made the call, such as the main thread; null for a remark.</param>
public sealed record Answer(string? Call, string Text, double? TookMs = null, string? Thread = null);
