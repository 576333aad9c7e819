using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>A sentence about something that happened in a race. It becomes true with one event and stays true. Immutable.</summary>
/// <param name="RuleId">The id of the rule that wrote the sentence.</param>
/// <param name="EventSeq">The sequence number of the event with which the sentence became true.</param>
/// <param name="AtMs">The time of that event, in ms since the race began.</param>
/// <param name="RunIndex">The number of the run that the sentence is about, from 0; <see cref="RaceEvent.None"/> for the race.</param>
/// <param name="Template">The sentence in English with placeholders for its arguments, which is the key of its translations.</param>
/// <param name="Arguments">
/// The arguments of the template. A <see cref="FutureRecord"/> is printed as its name, a <see cref="ModeInfo"/> as its title, a
/// <see cref="DurationArg"/> as a time with its unit, a <see cref="Quantity"/> as a number with its noun, and an int or a string as it is.
/// </param>
/// <param name="Evidence">The bars and events that prove the sentence.</param>
public sealed record Caption(
    string RuleId, int EventSeq, double AtMs, int RunIndex, string Template, IReadOnlyList<object> Arguments, Evidence Evidence);

/// <summary>A duration as an argument of a sentence.</summary>
/// <param name="Ms">The duration, in ms.</param>
public readonly record struct DurationArg(double Ms)
{
    /// <summary>The duration as seconds with two decimals or, below 100 ms, as ms.</summary>
    public string Localize(Translate translate) => Ms switch
    {
        >= 100 or 0 => translate("{0:0.00} s", Ms / 1000),
        >= 10 => translate("{0:0} ms", Ms),
        _ => translate("{0:0.0} ms", Ms),
    };
}

/// <summary>A factor, such as a speed-up, as an argument of a sentence.</summary>
/// <param name="Value">The factor.</param>
public readonly record struct FactorArg(double Value)
{
    /// <summary>The factor with the sign × and about two digits, or three if it is barely more than 1.</summary>
    public string Localize(Translate translate) => Value switch
    {
        >= 100 => translate("×{0:0}", Value),
        > 1 and < 1.095 => translate("×{0:0.00}", Value),
        >= 0.095 => translate("×{0:0.0}", Value),
        >= 0.0095 => translate("×{0:0.00}", Value),
        _ => translate("×{0:0.000}", Value),
    };
}

/// <summary>The bars and events that prove a caption.</summary>
/// <param name="Bars">The bars on the timeline.</param>
/// <param name="EventSeqs">The sequence numbers of the events, in ascending order.</param>
/// <param name="IdleSpan">
/// The time in which a worker was idle, for which there is no bar; null if the caption is not about idle time.
/// </param>
public sealed record Evidence(IReadOnlyList<BarId> Bars, IReadOnlyList<int> EventSeqs, WorkerIdleSpan? IdleSpan = null);

/// <summary>Identifies all bars of a future, or the bar of a phase.</summary>
/// <param name="RunIndex">The number of the run, from 0.</param>
/// <param name="FutureOrPhaseNumber">The number of the future or phase, as in <see cref="Bar.FutureOrPhaseNumber"/>.</param>
public readonly record struct BarId(int RunIndex, int FutureOrPhaseNumber);

/// <summary>A span of time on the timeline of one worker.</summary>
/// <param name="RunIndex">The number of the run, from 0.</param>
/// <param name="Worker">The number of the worker, from 1.</param>
/// <param name="FromMs">The start of the span, in ms since the race began.</param>
/// <param name="ToMs">The end of the span, in ms since the race began.</param>
public readonly record struct WorkerIdleSpan(int RunIndex, int Worker, double FromMs, double ToMs);
