using FlagDashboard.Futures;

namespace FlagDashboard.Log;

/// <summary>
/// The state of one future, folded from the events up to some time. Times are in ms since the race began, and null until they are reached.
/// </summary>
/// <param name="number">The number of the future in call order, from 0.</param>
/// <param name="label">The label of the future: the code of the country whose flag it downloads, or the call of an experiment.</param>
public sealed class FutureRecord(int number, string label)
{
    /// <summary>The number of the future in call order, from 0.</summary>
    public int Number => number;

    /// <summary>The label of the future: the code of the country whose flag it downloads, or the call of an experiment.</summary>
    public string Label => label;

    /// <summary>The state of the future: pending until a worker takes it.</summary>
    public FutureState State { get; private set; }

    /// <summary>The outcome of the future; null before it has ended.</summary>
    public Outcome? Status { get; private set; }

    /// <summary>The time at which the future was submitted.</summary>
    public double? SubmittedAt { get; private set; }

    /// <summary>The time at which a worker took the future.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>The time at which the future got its outcome.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>The time at which the consuming code received the outcome.</summary>
    public double? ReceivedAt { get; private set; }

    /// <summary>The number of the worker that took the future, from 1; 0 before.</summary>
    public int Worker { get; private set; }

    /// <summary>The size of the flag in bytes; null without a flag.</summary>
    public int? Bytes { get; private set; }

    /// <summary>The SHA-256 hash of the flag's bytes; null without a flag.</summary>
    public string? ImageHash { get; private set; }

    /// <summary>The processor time that the future took, in ms; null before its end, and if it is not known.</summary>
    public double? CpuMs { get; private set; }

    /// <summary>The result of the call, as text; null for a download, and if the call did not return.</summary>
    public string? Result { get; private set; }

    /// <summary>The reason of a failure or cancellation, in words for people; null otherwise.</summary>
    public string? Reason { get; private set; }

    /// <summary><see cref="Result"/> or <see cref="Reason"/>, for tables that have one column for both.</summary>
    public string? OutcomeText => Result ?? Reason;

    /// <summary>Whether the future is finished and not yet received.</summary>
    public bool IsHeld => State == FutureState.Finished && Status != Outcome.Cancelled && ReceivedAt is null;

    /// <summary>Whether the future is held, or was held before it was received.</summary>
    public bool IsOrWasHeld => IsHeld || ReceivedAt > FinishedAt;

    /// <summary>The time for which a worker ran the future, in ms; null before the end, and if no worker took the future.</summary>
    public double? WorkMs => FinishedAt - StartedAt;

    /// <summary>The time between the finish and the receipt of the future, in ms; null until it is received.</summary>
    public double? HeldMs => ReceivedAt - FinishedAt;

    internal void Apply(in RaceEvent raceEvent)
    {
        switch (raceEvent.Kind, State)
        {
            case (RaceEventKind.Submitted, FutureState.Pending) when SubmittedAt is null:
                SubmittedAt = raceEvent.At;
                break;
            case (RaceEventKind.Started, FutureState.Pending) when SubmittedAt is not null:
                (State, StartedAt, Worker) = (FutureState.Running, raceEvent.At, raceEvent.Worker);
                break;
            case (RaceEventKind.Finished, FutureState.Running):
                Finish(FutureState.Finished, raceEvent);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when raceEvent.Status == Outcome.Cancelled:
                Finish(FutureState.Cancelled, raceEvent);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when SubmittedAt is not null && raceEvent.Status == Outcome.Error:
                // The process pool broke before a worker took the call, so the future has failed without ever running.
                Finish(FutureState.Finished, raceEvent);
                break;
            case (RaceEventKind.Received, FutureState.Finished) when ReceivedAt is null:
                ReceivedAt = raceEvent.At;
                break;
            default:
                throw new ImpossibleEventException(
                    "Event {0}: {1} cannot happen to {2}, which is {3}.", raceEvent.Seq, raceEvent.Kind, Label, State);
        }
    }

    private void Finish(FutureState state, in RaceEvent raceEvent)
    {
        (State, FinishedAt, Status, ImageHash) = (state, raceEvent.At, raceEvent.Status, raceEvent.Image);
        (Result, Reason, CpuMs) = (raceEvent.Result, raceEvent.Reason, raceEvent.CpuMs);
        Bytes = raceEvent.Bytes == RaceEvent.None ? null : raceEvent.Bytes;
    }
}
