using FlagDashboard.Flags;
using FlagDashboard.Races;

namespace FlagDashboard.Timeline;

/// <summary>A sentence that a rule tells, see <see cref="Caption"/>; its weight says how telling it is among those of the same rule and run.</summary>
internal readonly record struct Told(int Seq, double AtMs, int Run, string Template, object[] Arguments, Evidence Evidence, double Weight = 0);

/// <summary>One run as the rules of captions look at it.</summary>
internal readonly record struct RunStory(RaceState Race, RunState Run, int Number)
{
    /// <summary>What is shorter is not to be seen.</summary>
    public const double NoticeableMs = 20;

    public static IEnumerable<RunStory> Of(RaceState race, bool aside = false) =>
        race.Runs.Select((run, number) => new RunStory(race, run, number)).Where(story => story.Run.Info.Aside == aside);

    public bool CameThrough => Run.Outcome == DownloadStatus.Ok;

    public RaceEvent End => Run.Events[^1];

    /// <summary>So many of what it does.</summary>
    public Things Calls(int number) => Race.Plan is null ? new(number, "1 call", "{0} calls") : new(number, "1 download", "{0} downloads");

    /// <summary>Becomes true with that event: what comes later is no evidence.</summary>
    public Told Tell(RaceEvent with, string template, object[] arguments, Evidence evidence, double weight = 0) =>
        new(with.Seq, with.At, Number, template, arguments, evidence with { Events = [.. evidence.Events.Where(seq => seq <= with.Seq)] }, weight);

    /// <summary>These futures, and what happened to them.</summary>
    public Evidence Of(params FutureRecord?[] futures)
    {
        var (number, named) = (Number, futures.OfType<FutureRecord>().Select(future => future.Number).Distinct().ToHashSet());
        return new(
            [.. named.Order().Select(future => new BarName(number, future))],
            [.. Run.Events.Where(happened => named.Contains(happened.Future)).Select(happened => happened.Seq)]);
    }

    /// <summary>What happened to a future.</summary>
    public RaceEvent EventOf(FutureRecord future, RaceEventKind kind) => Run.Events.First(happened => happened.Kind == kind && happened.Future == future.Number);
}
