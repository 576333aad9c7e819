using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Sharing;

/// <summary>What an event of a foreign log must keep to, besides what the fold of a race allows. One per log.</summary>
internal sealed class EventRules
{
    /// <summary>The latest time, in ms: no race lasts longer than a day.</summary>
    public const double MaxMs = 24 * 60 * 60 * 1000;

    /// <summary>The longest text of an event, in characters; the definition may be longer.</summary>
    public const int MaxDetail = 8000;

    /// <summary>The most changes of phases: each is a bar on the page.</summary>
    public const int MaxPhases = 50_000;

    private const int Sha256Digits = 64;

    private int _phases;

    /// <summary>Checks what comes next in <paramref name="race"/>.</summary>
    /// <exception cref="LogRefusedException">It breaks a rule.</exception>
    public void Check(in RaceEvent happened, RaceState race)
    {
        var line = race.Seq + 1;
        if (happened.Seq != line)
            throw new LogRefusedException(line, "seq is {0} where {1} comes next: a log has every number from 1 on.", happened.Seq, line);
        if (!(happened.At >= 0 && happened.At <= MaxMs))
            throw new LogRefusedException(line, "at is {0}: a time is from 0 to {1} ms.", happened.At, MaxMs);
        if (happened.At < race.LastAt)
            throw new LogRefusedException(line, "at is {0}, after {1} in the line before: times never run backwards.", happened.At, race.LastAt);
        if (race.Definition is null)
            CheckFirst(happened);
        else if (happened.Kind == RaceEventKind.RaceFinished)
            CheckEnd(happened, line, "the race", happened.Run != RaceEvent.None || happened.Future != RaceEvent.None);
        else
            CheckOfRun(happened, race.Runs.ElementAtOrDefault(happened.Run) ?? throw new LogRefusedException(line, "run is {0}: the race has {1} runs, from 0.", happened.Run, race.Runs.Count), line);
    }

    private static void CheckFirst(in RaceEvent happened)
    {
        if (happened.Kind != RaceEventKind.RaceStarted)
            throw new LogRefusedException(1, "A log begins with raceStarted, not with {0}.", Spelt(happened.Kind));
        DefinitionRules.Check(happened.Detail);
    }

    private void CheckOfRun(in RaceEvent happened, RunState run, int line)
    {
        CheckNumbers(happened, run, line);
        if (happened.Kind == RaceEventKind.Phase && ++_phases > MaxPhases)
            throw new LogRefusedException(line, "The log has more than {0} phases.", MaxPhases);
        if (happened.Kind == RaceEventKind.RunFinished)
            CheckEnd(happened, line, "a run", happened.Future >= run.Futures.Count);
        if (happened.Kind == RaceEventKind.Finished && happened.Status is null)
            throw new LogRefusedException(line, "A future that is finished has a status.");
        if (happened.Image is { } image && !(image.Length == Sha256Digits && image.All(char.IsAsciiHexDigitLower)))
            throw new LogRefusedException(line, "image is not a SHA-256: {0} lower-case hexadecimal digits.", Sha256Digits);
        CheckText(happened, line);
    }

    private static void CheckNumbers(in RaceEvent happened, RunState run, int line)
    {
        var hasFuture = happened.Kind is RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received;
        if (hasFuture || happened.Kind == RaceEventKind.RunFinished ? happened.Future is < RaceEvent.None or >= PlanRules.MaxFutures : happened.Future != RaceEvent.None)
            throw new LogRefusedException(line, "{0} with future {1} does not exist.", Spelt(happened.Kind), happened.Future);
        var (least, most) = happened.Kind switch
        {
            RaceEventKind.RunStarted => (0, PlanRules.MaxFutures),
            RaceEventKind.Started or RaceEventKind.WorkerNamed or RaceEventKind.Phase => (1, run.Workers),
            _ => (0, 0),
        };
        if (happened.Worker < least || happened.Worker > most)
            throw new LogRefusedException(line, "worker is {0}: with {1} it is from {2} to {3}.", happened.Worker, Spelt(happened.Kind), least, most);
        if (happened.Bytes < RaceEvent.None)
            throw new LogRefusedException(line, "bytes is {0}: a size is at least 0.", happened.Bytes);
    }

    private static void CheckEnd(in RaceEvent happened, int line, string what, bool hasOther)
    {
        if (hasOther || happened.Status is null or Outcome.NotFound)
            throw new LogRefusedException(line, "That is no end of {0}: its status is ok, error or cancelled.", what);
        if (!SafeText.IsText(happened.Detail, MaxDetail))
            throw new LogRefusedException(line, "detail has more than {0} characters, or some that cannot be printed.", MaxDetail);
    }

    private static void CheckText(in RaceEvent happened, int line)
    {
        var names = happened.Kind is RaceEventKind.WorkerNamed or RaceEventKind.Phase or RaceEventKind.Submitted && happened.Detail is not null;
        if (names && !SafeText.IsLine(happened.Detail, DefinitionRules.MaxLabel))
            throw new LogRefusedException(line, "detail is a name: one line of 1 to {0} characters that can be printed.", DefinitionRules.MaxLabel);
        if (!SafeText.IsText(happened.Detail, MaxDetail))
            throw new LogRefusedException(line, "detail has more than {0} characters, or some that cannot be printed.", MaxDetail);
    }

    private static string Spelt(RaceEventKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
