using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>A call that a person made on an executor or a future in an interactive experiment, and its result. Immutable.</summary>
/// <param name="SourceCode">The call as source code; null for a remark, which is text without a call.</param>
/// <param name="ResultOrRemark">The remark, or the result or exception of the call as text.</param>
/// <param name="DurationMs">The duration of the call, in ms; null if no call was made.</param>
/// <param name="CallingThread">The role of the thread that made the call, such as the main thread; null for a remark.</param>
public sealed record SessionEntry(
    [property: JsonPropertyName("call")] string? SourceCode, [property: JsonPropertyName("text")] string ResultOrRemark,
        [property: JsonPropertyName("tookMs")] double? DurationMs = null,
    [property: JsonPropertyName("thread")] string? CallingThread = null);
