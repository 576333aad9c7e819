using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The race of a program that runs elsewhere: its recording appends the events.</summary>
public sealed partial class Race
{
    private const string StoppedRecording = "interrupted: the recording was stopped, and the program may go on";

    private readonly TaskCompletionSource _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Begins the race. Its clock starts now, and it runs until <see cref="EndProgramRecording"/>. To cancel it stops the recording,
    /// because the program itself runs elsewhere.
    /// </summary>
    internal void StartProgramRecording()
    {
        AppendStart();
        Completion = _recorded.Task;
        _cancelled.Token.Register(() =>
        {
            Log.Interrupt(_interrupted ? Interruption : StoppedRecording);
            _recorded.TrySetResult();
        });
    }

    /// <summary>Appends an event of the program with its own time. The race has the latest definition.</summary>
    internal void AppendProgramEvent(in RaceEvent raceEvent)
    {
        Definition = raceEvent.Definition ?? Definition;
        Log.AppendWithOwnTime(raceEvent);
    }

    /// <summary>Ends the race. Its log is closed, unless the server has already closed it.</summary>
    /// <param name="reason">Why the recording ends before its program did; null if the program has ended.</param>
    /// <param name="atMs">The time of the end, in ms since the race began.</param>
    internal void EndProgramRecording(string? reason, double atMs)
    {
        var status = reason is null ? Outcome.Ok : Outcome.Error;
        if (Log.End is null)
            Log.AppendWithOwnTime(new RaceEvent(0, atMs, RaceEventKind.RaceFinished, Status: status) { Reason = reason });
        _recorded.TrySetResult();
    }
}
