using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>What a person did to a future of a running race.</summary>
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
/// <param name="Act">What the person did.</param>
/// <param name="DelayMs">
/// How much later the site answers, in ms, from <see cref="MinDelayMs"/> to <see cref="MaxDelayMs"/>; null for every act but
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

    /// <summary>The most interventions in one race, because each is a mark on the page.</summary>
    public const int MaxPerRace = 500;

    /// <summary>Whether there is a delay exactly if the act needs one, and it is within its range.</summary>
    [JsonIgnore]
    public bool IsValidDelay => Act == InterventionAct.Slow ? DelayMs is >= MinDelayMs and <= MaxDelayMs : DelayMs is null;
}

/// <summary>An intervention that changed a future of a run: it came before the future had its outcome. Immutable.</summary>
/// <param name="Seq">The number of its event.</param>
/// <param name="AtMs">When it happened, in ms since the race began.</param>
/// <param name="Future">The future that it changed.</param>
/// <param name="Intervention">What the person did.</param>
/// <param name="InEveryRun">Whether it was meant for every run of the race.</param>
public sealed record InterventionRecord(int Seq, double AtMs, FutureRecord Future, Intervention Intervention, bool InEveryRun);
