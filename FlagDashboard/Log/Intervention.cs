using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>The kind of change that a person made to a future of a running race.</summary>
public enum InterventionAct
{
    /// <summary>The site answers later, by <see cref="Intervention.DelayMs"/>.</summary>
    Slow,

    /// <summary>The site answers 404 Not Found.</summary>
    NotFound,

    /// <summary>The site answers 500 Internal Server Error.</summary>
    ServerError,

    /// <summary>The site resets the connection in the middle of the flag.</summary>
    Reset,

    /// <summary>The site does not answer, so that the client times out.</summary>
    Stall,

    /// <summary>The future was cancelled while it was pending, as by Python's Future.cancel.</summary>
    Cancel,
}

/// <summary>An act by which a person changed a future of a running race. It is part of the log and never of a plan. Immutable.</summary>
/// <param name="Act">The kind of change.</param>
/// <param name="DelayMs">
/// The extra delay of the answer, in ms, from <see cref="MinDelayMs"/> to <see cref="MaxDelayMs"/>; null for every act except
/// <see cref="InterventionAct.Slow"/>.
/// </param>
/// <param name="By">The role of the person, in lower-case letters, digits and dashes.</param>
public sealed record Intervention(InterventionAct Act, double? DelayMs = null, string By = Intervention.Presenter)
{
    /// <summary>The role of the person who may change races.</summary>
    public const string Presenter = "presenter";

    /// <summary>The shortest delay that can be added at once, in ms.</summary>
    public const double MinDelayMs = 1;

    /// <summary>The longest delay that can be added at once, in ms. It exceeds the timeout of the client.</summary>
    public const double MaxDelayMs = 60_000;

    /// <summary>The maximum number of interventions in one race. It is limited because each of them is a mark on the page.</summary>
    public const int MaxPerRace = 500;

    /// <summary>Whether the delay is in range for an act that needs one, and null for any other act.</summary>
    [JsonIgnore]
    public bool IsValidDelay => Act == InterventionAct.Slow ? DelayMs is >= MinDelayMs and <= MaxDelayMs : DelayMs is null;
}

/// <summary>An intervention that changed a future of a run, because the future had no outcome yet. Immutable.</summary>
/// <param name="Seq">The number of the event.</param>
/// <param name="AtMs">The time of the event, in ms since the race began.</param>
/// <param name="Future">The future that was changed.</param>
/// <param name="Intervention">The change.</param>
/// <param name="InEveryRun">Whether the person changed the future in every run of the race.</param>
public sealed record InterventionRecord(int Seq, double AtMs, FutureRecord Future, Intervention Intervention, bool InEveryRun);
