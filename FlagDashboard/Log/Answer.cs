namespace FlagDashboard.Log;

/// <summary>A call that a person made on an executor or a future, and its answer. Immutable.</summary>
/// <param name="Call">The call as code; null for a remark, which answers no call.</param>
/// <param name="Text">The result or the exception of the call as text, or the remark.</param>
/// <param name="TookMs">The duration of the call, in ms; null if no call was made.</param>
/// <param name="Thread">The thread that made the call, by its role; null for a remark.</param>
public sealed record Answer(string? Call, string Text, double? TookMs = null, string? Thread = null);
