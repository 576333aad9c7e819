using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>The kind of change that a person made to a future of a running race.</summary>
public enum InterventionAct
{
    /// <summary>The site's answer is delayed by <see cref="Intervention.ExtraDelayMs"/>.</summary>
    Slow,

    /// <summary>The site answers 404 Not Found.</summary>
    NotFound,

    /// <summary>The site answers 500 Internal Server Error.</summary>
    ServerError,

    /// <summary>The site resets the connection after it has sent a part of the flag.</summary>
    Reset,

    /// <summary>The site does not answer, so the client times out.</summary>
    Stall,

    /// <summary>The future is cancelled while it is pending, as by Python's Future.cancel.</summary>
    Cancel,
}

/// <summary>
/// A change that a person made to a future of a running race. It is recorded in the log; the plan of the race does not change. Immutable.
/// </summary>
/// <param name="Act">The kind of change.</param>
/// <param name="ExtraDelayMs">
/// The extra delay of the answer, in ms, from <see cref="MinExtraDelayMs"/> to <see cref="MaxExtraDelayMs"/>; null for every act except
/// <see cref="InterventionAct.Slow"/>.
/// </param>
/// <param name="ByRole">The role of the person who made the change, in lower-case letters, digits and dashes.</param>
public sealed record Intervention(
    InterventionAct Act, [property: JsonPropertyName("delayMs")] double? ExtraDelayMs =
        null, [property: JsonPropertyName("by")] string ByRole = Intervention.PresenterRole)
{
    /// <summary>The role of the presenter: <see cref="ByRole"/> has this value by default.</summary>
    public const string PresenterRole = "presenter";

    /// <summary>The shortest extra delay of one intervention, in ms.</summary>
    public const double MinExtraDelayMs = 1;

    /// <summary>
    /// The longest extra delay of one intervention, in ms. It is longer than the timeout of the client, so the download can be made to
    /// fail.
    /// </summary>
    public const double MaxExtraDelayMs = 60_000;

    /// <summary>
    /// The maximum number of interventions in one race. Each of them is drawn as a mark on the page, so the number is limited.
    /// </summary>
    public const int MaxPerRace = 500;

    /// <summary>
    /// Whether the delay fits the act: for <see cref="InterventionAct.Slow"/> it must be in range, and for other acts it must be null.
    /// </summary>
    [JsonIgnore]
    public bool HasValidDelay => Act == InterventionAct.Slow
        ? ExtraDelayMs is >= MinExtraDelayMs and <= MaxExtraDelayMs : ExtraDelayMs is null;
}

/// <summary>An intervention in one run, in which the future had no outcome yet and was therefore changed. Immutable.</summary>
/// <param name="EventSeq">The sequence number of the event.</param>
/// <param name="AtMs">The time of the event, in ms since the race began.</param>
/// <param name="Future">The future that was changed.</param>
/// <param name="Intervention">The change that the person made.</param>
/// <param name="InEveryRun">Whether the person changed the future in all runs of the race.</param>
public sealed record AppliedIntervention(int EventSeq, double AtMs, FutureRecord Future, Intervention Intervention, bool InEveryRun);
