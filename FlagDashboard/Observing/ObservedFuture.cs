using FlagDashboard.Log;

namespace FlagDashboard.Observing;

/// <summary>
/// One future of a program while its recording is read. Its times are in ms since the recording began, and null until they are reached.
/// </summary>
/// <param name="number">The number of the future in call order, from 0.</param>
/// <param name="call">The call that the future runs.</param>
/// <param name="madeMs">When the future was made.</param>
internal sealed class ObservedFuture(int number, ObservedCall call, double madeMs)
{
    private int _toldEvents;

    public int Number => number;

    public ObservedCall Call => call;

    public double SubmittedMs => madeMs;

    public double? StartedMs { get; private set; }

    public double? FinishedMs { get; private set; }

    public double? ReceivedMs { get; private set; }

    /// <summary>The number of the worker that ran the future, from 1; 0 before it ran.</summary>
    public int Worker { get; private set; }

    public Outcome? Status { get; private set; }

    /// <summary>The result of the future as text, or the reason why it has no result.</summary>
    public string? ResultOrReason { get; private set; }

    public double? CpuMs { get; set; }

    /// <summary>When the worker process ended the call of the future. The program learns the outcome only later.</summary>
    public double? EndedInProcessMs { get; set; }

    /// <summary>When the event loop ran a step of the task for the first time.</summary>
    public double? FirstStepMs { get; set; }

    /// <summary>Whether the task waits for a semaphore before it has done any work. Such a task still counts as pending.</summary>
    public bool IsWaitingForSemaphore { get; set; }

    /// <summary>Whether <c>as_completed</c> has yielded the future.</summary>
    public bool WasYieldedByAsCompleted { get; private set; }

    /// <summary>The name of the future; null until its first event.</summary>
    public string? Label { get; set; }

    public bool IsPending => StartedMs is null && FinishedMs is null;

    public bool IsRunning => StartedMs is not null && FinishedMs is null;

    public void Start(double atMs, int worker)
    {
        if (IsPending)
            (StartedMs, Worker) = (atMs, worker);
    }

    public void Finish(double atMs, Outcome status, string? text)
    {
        if (FinishedMs is not null)
            return;
        var isEndKnown = EndedInProcessMs >= StartedMs && EndedInProcessMs <= atMs;
        (FinishedMs, Status, ResultOrReason) = (isEndKnown ? EndedInProcessMs : atMs, status, text);
    }

    public void Receive(double atMs, bool yieldedByAsCompleted)
    {
        WasYieldedByAsCompleted |= yieldedByAsCompleted;
        if (FinishedMs is not null && Status != Outcome.Cancelled)
            ReceivedMs ??= atMs;
    }

    /// <summary>The events of the future since the last call, without sequence numbers.</summary>
    /// <param name="run">The number of the run that the future belongs to.</param>
    public IEnumerable<RaceEvent> NewEvents(int run)
    {
        var events = AllEvents(run).Skip(_toldEvents).ToList();
        _toldEvents += events.Count;
        return events;
    }

    private IEnumerable<RaceEvent> AllEvents(int run)
    {
        yield return new(0, SubmittedMs, RaceEventKind.Submitted, run, Number) { UnlistedLabel = Label };
        if (StartedMs is { } started)
            yield return new(0, started, RaceEventKind.Started, run, Number, Worker);
        if (FinishedMs is { } finished)
        {
            yield return new(0, finished, RaceEventKind.Finished, run, Number, Status: Status, CpuMs: (float?)CpuMs)
            {
                Payload = ResultOrReason,
            };
        }

        if (ReceivedMs is { } received)
            yield return new(0, received, RaceEventKind.Received, run, Number, Status: Status);
    }
}
