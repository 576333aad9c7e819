using FlagDashboard.Futures;

namespace FlagDashboard.Log;

/// <summary>
/// One future, as folded from the events of the log up to some time. Times are in ms since the race began, and null until they are reached.
/// </summary>
/// <param name="number">Its place in call order, from 0.</param>
/// <param name="label">Its name: the code of the country whose flag it downloads, or the call of an experiment.</param>
public sealed class FutureRecord(int number, string label)
{
    /// <summary>Its place in call order, from 0.</summary>
    public int Number => number;

    /// <summary>Its name: the code of the country whose flag it downloads, or the call of an experiment.</summary>
    public string Label => label;

    /// <summary>Its state; pending until a worker takes it.</summary>
    public FutureState State { get; private set; }

    /// <summary>How it ended; null before.</summary>
    public Outcome? Status { get; private set; }

    /// <summary>When it was submitted.</summary>
    public double? SubmittedAt { get; private set; }

    /// <summary>When a worker took it.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>When it had its outcome.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>When the consuming code got its outcome.</summary>
    public double? ReceivedAt { get; private set; }

    /// <summary>The worker that took it, from 1; 0 before.</summary>
    public int Worker { get; private set; }

    /// <summary>Size of the flag in bytes; null without a flag.</summary>
    public int? Bytes { get; private set; }

    /// <summary>The flag's content as SHA-256; null without a flag.</summary>
    public string? ImageHash { get; private set; }

    /// <summary>The processor time that it took, in ms; null before its end, and if it is not known.</summary>
    public double? CpuMs { get; private set; }

    /// <summary>What the call returned, as text; null for a download, and if it did not return.</summary>
    public string? Result { get; private set; }

    /// <summary>Why it did not end well, in words for people; null otherwise.</summary>
    public string? Reason { get; private set; }

    /// <summary><see cref="Result"/> or <see cref="Reason"/>, for tables that have one column for both.</summary>
    public string? OutcomeText => Result ?? Reason;

    /// <summary>Whether it is finished and not yet received.</summary>
    public bool Held => State == FutureState.Finished && Status != Outcome.Cancelled && ReceivedAt is null;

    /// <summary>Whether it is held, or was held for some time before it was received.</summary>
    public bool IsOrWasHeld => Held || ReceivedAt > FinishedAt;

    /// <summary>How long a worker ran it, in ms; null before its end, and if no worker took it.</summary>
    public double? WorkMs => FinishedAt - StartedAt;

    /// <summary>How long it was finished before it was received, in ms; null until it is received.</summary>
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
