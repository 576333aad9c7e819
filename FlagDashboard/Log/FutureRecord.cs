using FlagDashboard.Futures;

namespace FlagDashboard.Log;

/// <summary>
/// The state of one future at some time of the race. It is folded from the events up to that time. Times are in ms since the race began,
/// and null if they are not reached.
/// </summary>
/// <param name="number">The number of the future in call order, from 0.</param>
/// <param name="label">The label of the future: the code of the country whose flag it downloads, or the call of an experiment.</param>
public sealed class FutureRecord(int number, string label)
{
    /// <summary>The number of the future in call order, from 0.</summary>
    public int Number => number;

    /// <summary>
    /// The label of the future: the code of the country whose flag it downloads, or its call as code in an experiment or a recorded
    /// program.
    /// </summary>
    public string Label => label;

    /// <summary>The state of the future. It is pending until a worker takes the future.</summary>
    public FutureState State { get; private set; }

    /// <summary>The outcome of the future; null before it has ended.</summary>
    public Outcome? Status { get; private set; }

    /// <summary>The time at which the future was submitted.</summary>
    public double? SubmittedAtMs { get; private set; }

    /// <summary>The time at which a worker took the future.</summary>
    public double? StartedAtMs { get; private set; }

    /// <summary>The time at which the future got its outcome.</summary>
    public double? FinishedAtMs { get; private set; }

    /// <summary>The time at which the consuming code received the outcome.</summary>
    public double? ReceivedAtMs { get; private set; }

    /// <summary>The number of the worker that took the future, from 1; 0 if no worker has taken it.</summary>
    public int Worker { get; private set; }

    /// <summary>The size of the downloaded flag in bytes; null if the future has downloaded none.</summary>
    public int? Bytes { get; private set; }

    /// <summary>The SHA-256 hash of the downloaded flag; null if the future has downloaded none.</summary>
    public string? ImageHash { get; private set; }

    /// <summary>
    /// The number of the downloaded flag in <see cref="RaceState.ImageHashes"/>, from 0; null if the future has downloaded none.
    /// </summary>
    public int? ImageNumber { get; internal set; }

    /// <summary>The processor time that the future used, in ms; null before the future has ended, and if the time is not known.</summary>
    public double? CpuMs { get; private set; }

    /// <summary>The return value of the call as text. Null until the call returns, if it raises instead, and for a download.</summary>
    public string? Result { get; private set; }

    /// <summary>
    /// The reason of a failure or cancellation, in words for people; null if the future neither failed nor was cancelled.
    /// </summary>
    public string? Reason { get; private set; }

    /// <summary><see cref="Result"/> or, if it is null, <see cref="Reason"/>: the text for a table that has one column for both.</summary>
    public string? ResultOrReason => Result ?? Reason;

    /// <summary>Whether the future has finished but the consuming code has not received it yet.</summary>
    public bool IsHeld => State == FutureState.Finished && Status != Outcome.Cancelled && ReceivedAtMs is null;

    /// <summary>Whether the future is held now, or was held between its end and its receipt.</summary>
    public bool IsOrWasHeld => IsHeld || ReceivedAtMs > FinishedAtMs;

    /// <summary>
    /// The time during which a worker ran the future, in ms. Null until the future ends, and for a future that no worker took.
    /// </summary>
    public double? RunningMs => FinishedAtMs - StartedAtMs;

    /// <summary>The time between the end of the future and its receipt by the consuming code, in ms; null until it is received.</summary>
    public double? HeldMs => ReceivedAtMs - FinishedAtMs;

    internal void Apply(in RaceEvent raceEvent)
    {
        switch (raceEvent.Kind, State)
        {
            case (RaceEventKind.Submitted, FutureState.Pending) when SubmittedAtMs is null:
                SubmittedAtMs = raceEvent.AtMs;
                break;
            case (RaceEventKind.Started, FutureState.Pending) when SubmittedAtMs is not null:
                (State, StartedAtMs, Worker) = (FutureState.Running, raceEvent.AtMs, raceEvent.Worker);
                break;
            case (RaceEventKind.Finished, FutureState.Running):
                Finish(FutureState.Finished, raceEvent);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when raceEvent.Status == Outcome.Cancelled:
                Finish(FutureState.Cancelled, raceEvent);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when SubmittedAtMs is not null && raceEvent.Status == Outcome.Error:
                // A process pool that breaks also fails the futures that no worker has taken yet. Such a future ends without having run.
                Finish(FutureState.Finished, raceEvent);
                break;
            case (RaceEventKind.Received, FutureState.Finished) when ReceivedAtMs is null:
                ReceivedAtMs = raceEvent.AtMs;
                break;
            default:
                throw new ImpossibleEventException(
                    "Event {0}: {1} cannot happen to {2}, which is {3}.", raceEvent.Seq, raceEvent.Kind, Label, State);
        }
    }

    private void Finish(FutureState state, in RaceEvent raceEvent)
    {
        (State, FinishedAtMs, Status, ImageHash) = (state, raceEvent.AtMs, raceEvent.Status, raceEvent.ImageHash);
        (Result, Reason, CpuMs) = (raceEvent.Result, raceEvent.Reason, raceEvent.CpuMs);
        Bytes = raceEvent.Bytes == RaceEvent.None ? null : raceEvent.Bytes;
    }
}
