using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Experiments;

/// <summary>A call and what it answered, as the log carries it. Immutable.</summary>
/// <param name="Call">The call as code; null for a remark.</param>
/// <param name="Text">What it returned or raised, or the remark.</param>
/// <param name="TookMs">How long whoever called was kept, in ms; null where nobody was.</param>
/// <param name="Thread">On which thread.</param>
public sealed record Answer(string? Call, string Text, double? TookMs = null, string? Thread = null)
{
    /// <summary>The answer that an event tells; null if it tells none.</summary>
    public static Answer? Of(RaceEvent happened) => happened.Kind == RaceEventKind.Answered && happened.Detail is { } detail
        ? JsonSerializer.Deserialize<Answer>(detail, RaceJson.Options)
        : null;

    /// <summary>An exception in one line.</summary>
    internal static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}";

    internal string ToDetail() => JsonSerializer.Serialize(this, RaceJson.Options);
}
