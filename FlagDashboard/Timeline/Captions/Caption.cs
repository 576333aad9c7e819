using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>A plain sentence about something that happened in a race. It became true with an event, and stays true. Immutable.</summary>
/// <param name="Rule">The id of the rule that found it.</param>
/// <param name="Seq">The number of the event with which it became true.</param>
/// <param name="AtMs">When that was, in ms since the race began.</param>
/// <param name="Run">Which run it is about; <see cref="RaceEvent.None"/> for the race.</param>
/// <param name="Template">The sentence in English, with places for its arguments: the key of its translations.</param>
/// <param name="Arguments">
/// What goes there: a <see cref="FutureRecord"/> stands for its name, a <see cref="ModeInfo"/> for its title, a
/// <see cref="DurationArg"/> and <see cref="Quantity"/> for a number with its unit, an int and a string for themselves.
/// </param>
/// <param name="Evidence">Where it is to be seen.</param>
public sealed record Caption(
    string Rule, int Seq, double AtMs, int Run, string Template, IReadOnlyList<object> Arguments, Evidence Evidence);

/// <summary>A time in a sentence.</summary>
/// <param name="Ms">How long, in ms.</param>
public readonly record struct DurationArg(double Ms);

/// <summary>The bars and events that a caption is about.</summary>
/// <param name="Bars">Bars on the timeline.</param>
/// <param name="Events">Numbers of events, in order.</param>
/// <param name="Idle">A stretch of a worker's time in which there is nothing to be seen; null if it is not about one.</param>
public sealed record Evidence(IReadOnlyList<BarName> Bars, IReadOnlyList<int> Events, WorkerSpan? Idle = null);

/// <summary>Names all bars of a future, or the bar of a phase.</summary>
/// <param name="Run">Its run's number.</param>
/// <param name="Future">Its number, as in <see cref="Bar.Future"/>.</param>
public readonly record struct BarName(int Run, int Future);

/// <summary>A stretch of a worker's time.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Worker">Which of its workers, from 1.</param>
/// <param name="FromMs">Where it begins, in ms since the race began.</param>
/// <param name="ToMs">Where it ends.</param>
public readonly record struct WorkerSpan(int Run, int Worker, double FromMs, double ToMs);
