using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Makes the log of a race from the recording of a program: each executor and each event loop becomes a run, and the waits of the program
/// become another. All observations are applied before the first event is made, because the first event of a log lists all runs with their
/// workers. Pure functions.
/// </summary>
internal static class RecordingConverter
{
    /// <summary>The reason in the last event of a program whose recording ends too early.</summary>
    public const string InterruptedRaceReason = "interrupted: the recording ends before the program did";

    // Events keep 4 decimals of a ms, which is 0.1 µs. The clock of Python counts ns, but making an observation takes longer than 0.1 µs.
    private const int TimeDecimals = 4;

    /// <summary>The advice to a person whose recording cannot be shown.</summary>
    public const string Remedy = "Record the program again with futurelog.py, and import the file unchanged.";

    /// <summary>The log of the race, including its last event.</summary>
    /// <exception cref="ImportRefusedException">The program made no futures.</exception>
    public static IReadOnlyList<RaceEvent> ToLog(Recording recording)
    {
        var runs = new ObservedExecutors();
        foreach (var thread in recording.Observations.Where(seen => seen.Kind == ObservationKind.Thread))
            runs.RegisterThreadName(thread);
        foreach (var observation in recording.Observations)
            runs.Apply(observation);
        runs.EndRuns(recording.EndMs, !recording.EndsBeforeProgram);
        var all = runs.WithContent;
        if (all.Count == 0)
        {
            throw new ImportRefusedException(0, "The program made no futures, so that there is nothing to show.")
            {
                Remedy = "Record a program that uses an executor or the tasks of asyncio.",
            };
        }

        var executors = all.Take(ProgramInfo.MaxExecutorRuns).ToList();
        var program = InfoOf(recording.Header, executors.Sum(run => run.FutureCount)) with
        {
            ExitCode = recording.ExitCode,
            IsTruncated = recording.EndsBeforeProgram,
            LostObservations = recording.LostObservationCount + runs.LeftOutPhaseCount,
            LeftOutExecutors = all.Count - executors.Count,
        };
        return NumberEvents(recording, program, runs.WaitsRun is { } waits ? [.. executors, waits] : executors);
    }

    /// <summary>What the first line of a recording says of its program.</summary>
    /// <param name="header">The line.</param>
    /// <param name="futureCount">The number of futures so far.</param>
    public static ProgramInfo InfoOf(RecordingHeader header, int futureCount) => new(
        SafeText.ToLine(header.ProgramName, EventTextSanitizer.MaxNameLength),
            SafeText.ToLine(header.PythonVersion, EventTextSanitizer.MaxNameLength),
        header.HasGil, futureCount, ExitCode: null);

    /// <summary>Rounds the time of an event, in ms, to what the recorder can measure.</summary>
    public static double RoundToClock(double ms) => Math.Round(ms, TimeDecimals);

    private static List<RaceEvent> NumberEvents(Recording recording, ProgramInfo program, IReadOnlyList<IObservedRun> runs)
    {
        var definition = new RaceDefinition(
            [], [.. runs.Select(run => run.ToInfo())], Program: program, ClaimedStart: recording.Header.StartedAt);
        var events = runs.SelectMany((run, number) => run.NewEvents(number)).ToList();
        var endMs = events.Select(raceEvent => raceEvent.AtMs).Append(recording.EndMs).Max();

        // The sort is stable: events of a run that have equal times keep their order.
        return
        [
            .. events.OrderBy(raceEvent => raceEvent.AtMs)
                .Prepend(new(1, 0, RaceEventKind.RaceStarted) { Definition = definition })
                .Append(new(0, endMs, RaceEventKind.RaceFinished, Status: recording.EndsBeforeProgram ? Outcome.Error : Outcome.Ok)
                {
                    Reason = recording.EndsBeforeProgram ? InterruptedRaceReason : null,
                })
                .Select((raceEvent, index) => raceEvent with { Seq = index + 1, AtMs = RoundToClock(raceEvent.AtMs) }),
        ];
    }
}
