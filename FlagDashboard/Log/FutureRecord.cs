using FlagDashboard.Futures;

namespace FlagDashboard.Log;

/// <summary>One future as the log tells it up to some time. Times in ms since the race began; null while they lie ahead.</summary>
public sealed class FutureRecord(int number, string label)
{
    /// <summary>Its place in call order, from 0.</summary>
    public int Number => number;

    /// <summary>What it is called: the code of the country whose flag it downloads, or the call of an experiment.</summary>
    public string Label => label;

    /// <summary>Pending until a worker takes it.</summary>
    public FutureState State { get; private set; }

    /// <summary>How it ended; null before.</summary>
    public Outcome? Status { get; private set; }

    /// <summary>When it was made; null while the mode has not come to it.</summary>
    public double? SubmittedAt { get; private set; }

    /// <summary>When a worker took it.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>When it had its outcome.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>When the consuming code got it.</summary>
    public double? ReceivedAt { get; private set; }

    /// <summary>Which worker took it, from 1; 0 before.</summary>
    public int Worker { get; private set; }

    /// <summary>Size of the flag in bytes; null without one.</summary>
    public int? Bytes { get; private set; }

    /// <summary>The flag's content; null without one.</summary>
    public string? Image { get; private set; }

    /// <summary>Why it did not end well, or what the call of an experiment returned.</summary>
    public string? Detail { get; private set; }

    /// <summary>Finished, and not yet received.</summary>
    public bool Held => State == FutureState.Finished && Status != Outcome.Cancelled && ReceivedAt is null;

    /// <summary>How long a worker was at it, in ms; null before its end, and if no worker ever was.</summary>
    public double? WorkMs => FinishedAt - StartedAt;

    /// <summary>How long it was finished before the consuming code got it, in ms; null before that.</summary>
    public double? HeldMs => ReceivedAt - FinishedAt;

    internal void Apply(in RaceEvent happened)
    {
        switch (happened.Kind, State)
        {
            case (RaceEventKind.Submitted, FutureState.Pending) when SubmittedAt is null:
                SubmittedAt = happened.At;
                break;
            case (RaceEventKind.Started, FutureState.Pending) when SubmittedAt is not null:
                (State, StartedAt, Worker) = (FutureState.Running, happened.At, happened.Worker);
                break;
            case (RaceEventKind.Finished, FutureState.Running):
                Finish(FutureState.Finished, happened);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when happened.Status == Outcome.Cancelled:
                Finish(FutureState.Cancelled, happened);
                break;
            case (RaceEventKind.Finished, FutureState.Pending) when SubmittedAt is not null && happened.Status == Outcome.Error:
                // Nobody was left who could take it: the pool of workers broke.
                Finish(FutureState.Finished, happened);
                break;
            case (RaceEventKind.Received, FutureState.Finished) when ReceivedAt is null:
                ReceivedAt = happened.At;
                break;
            default:
                throw new InvalidOperationException($"Event {happened.Seq}: {happened.Kind} cannot happen to {Label}, which is {State}.");
        }
    }

    private void Finish(FutureState state, in RaceEvent happened)
    {
        (State, FinishedAt, Status, Image, Detail) = (state, happened.At, happened.Status, happened.Image, happened.Detail);
        Bytes = happened.Bytes == RaceEvent.None ? null : happened.Bytes;
    }
}
