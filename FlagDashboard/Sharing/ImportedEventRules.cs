using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Sharing;

/// <summary>
/// The rules for events of an imported log that <see cref="RaceState"/> does not check. Each log needs its own instance. Not thread-safe.
/// </summary>
internal sealed class ImportedEventRules
{
    /// <summary>The latest time of an event, in ms. A race cannot last longer than a day.</summary>
    public const double MaxTimeMs = 24 * 60 * 60 * 1000;

    /// <summary>The maximum length of the text of an event, in characters. The definition of the race may be longer.</summary>
    public const int MaxTextLength = EventTextSanitizer.MaxTextLength;

    /// <summary>The maximum number of phase events in a log. It is limited, because each phase event becomes a bar on the page.</summary>
    public const int MaxPhaseEvents = 50_000;

    /// <summary>
    /// The maximum number of redefinitions of a program: one for each new run, each new worker and each new thread that waits.
    /// </summary>
    public const int MaxProgramRedefinitions = ProgramInfo.MaxRuns + ProgramInfo.MaxFutures + ProgramInfo.MaxWaitingThreads;

    private const int Sha256Digits = 64;

    private int _phases;
    private int _redefinitions;
    private int _interventions;

    /// <summary>Checks one event before it is applied to the race.</summary>
    /// <param name="raceEvent">The event.</param>
    /// <param name="race">The fold of the events before it.</param>
    /// <param name="line">The line of the file that has the event, from 1.</param>
    /// <exception cref="ImportRefusedException">The event breaks a rule.</exception>
    public void Check(in RaceEvent raceEvent, RaceState race, int line)
    {
        var next = race.LastEventSeq + 1;
        if (raceEvent.Seq != next)
            throw new ImportRefusedException(
                line, "seq is {0} where {1} comes next: a log has every number from 1 on.", raceEvent.Seq, next);
        if (!(raceEvent.AtMs >= 0 && raceEvent.AtMs <= MaxTimeMs))
            throw new ImportRefusedException(line, "at is {0}: a time is from 0 to {1} ms.", raceEvent.AtMs, MaxTimeMs);
        if (raceEvent.AtMs < race.LastEventAtMs)
            throw new ImportRefusedException(
                line, "at is {0}, after {1} in the line before: times never decrease.", raceEvent.AtMs, race.LastEventAtMs);
        if (race.Definition is null)
            CheckFirst(raceEvent, line);
        else if (raceEvent.Kind == RaceEventKind.Redefined)
            CheckRedefinition(raceEvent, race, line);
        else if (raceEvent.Kind == RaceEventKind.RaceFinished)
            CheckRaceEnd(raceEvent, race, line);
        else if (raceEvent.Kind == RaceEventKind.Intervened)
            CheckIntervention(raceEvent, race, line);
        else if (race.Runs.ElementAtOrDefault(raceEvent.Run) is { } run)
            CheckOfRun(raceEvent, run, race.Definition, line);
        else
            throw new ImportRefusedException(line, "run is {0}: the race has {1} runs, from 0.", raceEvent.Run, race.Runs.Count);
    }

    private static void CheckFirst(in RaceEvent raceEvent, int line)
    {
        if (raceEvent.Kind != RaceEventKind.RaceStarted)
            throw new ImportRefusedException(line, "A log begins with raceStarted, not with {0}.", NameOf(raceEvent.Kind));
        ImportedDefinitionRules.Check(raceEvent.Definition, line);
    }

    private void CheckRedefinition(in RaceEvent raceEvent, RaceState race, int line)
    {
        if (race.Program is null)
            throw new ImportRefusedException(line, "Only a program is redefined.");
        if (++_redefinitions > MaxProgramRedefinitions)
            throw new ImportRefusedException(line, "The program is redefined more than {0} times.", MaxProgramRedefinitions);
        ImportedDefinitionRules.Check(raceEvent.Definition, line);
    }

    private static void CheckRaceEnd(in RaceEvent raceEvent, RaceState race, int line)
    {
        CheckEnd(
            raceEvent, line, "This event cannot end the race. The status of an end is ok, error or cancelled.",
            raceEvent.Run != RaceEvent.None || raceEvent.Future != RaceEvent.None);
        if (raceEvent.Status == Outcome.Ok && race.Runs.Any(run => run.Outcome == Outcome.Cancelled))
            throw new ImportRefusedException(line, "A race with a cancelled run does not end ok.");
    }

    private void CheckOfRun(in RaceEvent raceEvent, RunState run, RaceDefinition definition, int line)
    {
        CheckNumbers(raceEvent, run, definition.MaxFuturesPerRun, line);
        if (ImportedEventContradiction.Find(raceEvent, run, definition) is { } contradiction)
            throw new ImportRefusedException(line, contradiction);
        if (raceEvent.Kind == RaceEventKind.Phase && ++_phases > MaxPhaseEvents)
            throw new ImportRefusedException(line, "The log has more than {0} phases.", MaxPhaseEvents);
        if (raceEvent.Kind == RaceEventKind.RunFinished)
        {
            CheckEnd(
                raceEvent, line, "This event cannot end a run. The status of an end is ok, error or cancelled.",
                raceEvent.Future >= run.Futures.Count);
        }

        if (raceEvent.Kind == RaceEventKind.Finished && raceEvent.Status is null)
            throw new ImportRefusedException(line, "An event of kind finished has a status.");
        if (raceEvent.ImageHash is { } image && !(image.Length == Sha256Digits && image.All(char.IsAsciiHexDigitLower)))
            throw new ImportRefusedException(line, "image is not a SHA-256: {0} lower-case hexadecimal digits.", Sha256Digits);
        CheckName(raceEvent.UnlistedLabel ?? raceEvent.WorkerName ?? raceEvent.PhaseName, line);
        CheckText(raceEvent.TextPayload, line);
        CheckText(raceEvent.SessionEntry?.SourceCode, line);
        CheckText(raceEvent.SessionEntry?.ResultOrRemark, line);
        CheckText(raceEvent.SessionEntry?.CallingThread, line);
    }

    private void CheckIntervention(in RaceEvent raceEvent, RaceState race, int line)
    {
        if (++_interventions > Intervention.MaxPerRace)
            throw new ImportRefusedException(line, "The log has more than {0} interventions.", Intervention.MaxPerRace);
        if (race.Plan is null)
            throw new ImportRefusedException(line, "Only a race of downloads has interventions.");
        if (raceEvent is not { Worker: 0, Status: null, Bytes: RaceEvent.None, ImageHash: null, Intervention: { HasValidDelay: true } what }
            || !Enum.IsDefined(what.Act) || !SafeText.IsSlug(what.ByRole))
        {
            throw new ImportRefusedException(
                line, "This is no intervention: its detail has act, by and, only if act is slow, delayMs from {0} to {1}.",
                Intervention.MinExtraDelayMs, Intervention.MaxExtraDelayMs);
        }
    }

    private static void CheckNumbers(in RaceEvent raceEvent, RunState run, int maxFutures, int line)
    {
        if (!HasValidFuture(raceEvent, maxFutures))
            throw new ImportRefusedException(line, "{0} cannot have future {1}.", NameOf(raceEvent.Kind), raceEvent.Future);
        var (min, max) = raceEvent.Kind switch
        {
            RaceEventKind.RunStarted => (0, maxFutures),
            RaceEventKind.Started or RaceEventKind.WorkerNamed or RaceEventKind.Phase => (1, run.Workers),
            _ => (0, 0),
        };
        if (raceEvent.Worker < min || raceEvent.Worker > max)
        {
            throw new ImportRefusedException(
                line, "worker is {0}: for {1} it is from {2} to {3}.", raceEvent.Worker, NameOf(raceEvent.Kind), min, max);
        }

        if (raceEvent.Bytes < RaceEvent.None)
            throw new ImportRefusedException(line, "bytes is {0}: a size is at least 0.", raceEvent.Bytes);
        if (raceEvent.CpuMs is { } cpuMs && !(raceEvent.Kind == RaceEventKind.Finished && cpuMs >= 0 && cpuMs <= MaxTimeMs))
            throw new ImportRefusedException(line, "cpuMs is {0}: only finished has it, and it is from 0 to {1} ms.", cpuMs, MaxTimeMs);
    }

    private static bool HasValidFuture(in RaceEvent raceEvent, int maxFutures) => raceEvent.Kind switch
    {
        RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received or RaceEventKind.RunFinished =>
            raceEvent.Future >= RaceEvent.None && raceEvent.Future < maxFutures,
        _ => raceEvent.Future == RaceEvent.None,
    };

    private static void CheckEnd(in RaceEvent raceEvent, int line, string template, bool belongsElsewhere)
    {
        if (belongsElsewhere || raceEvent.Status is null or Outcome.NotFound)
            throw new ImportRefusedException(line, template);
        CheckText(raceEvent.TextPayload, line);
    }

    private static void CheckName(string? name, int line)
    {
        if (name is not null && !SafeText.IsLine(name, ImportedDefinitionRules.MaxLabelLength))
        {
            throw new ImportRefusedException(
                line, "detail is a name: one line of 1 to {0} characters that can be printed.", ImportedDefinitionRules.MaxLabelLength);
        }
    }

    private static void CheckText(string? text, int line)
    {
        if (!SafeText.IsNullOrText(text, MaxTextLength))
            throw new ImportRefusedException(line, "detail has more than {0} characters, or some that cannot be printed.", MaxTextLength);
    }

    private static string NameOf(RaceEventKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
