using FlagDashboard.Log;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Races whose calls take exactly as long as a test says: the next call goes to the worker that is free first.</summary>
internal static class Replayed
{
    /// <summary>A race of one run, through.</summary>
    public static RaceState Race(int workers, params double[] delays) => RaceState.At(Log(workers, delays), double.MaxValue);

    /// <summary>Its log.</summary>
    public static RaceEvent[] Log(int workers, params double[][] delays)
    {
        var codes = Enumerable.Range(1, delays[0].Length).Select(call => $"{call}").ToArray();
        string[] modes = [.. Enumerable.Range(0, delays.Length).Select(run => $"run-{run}")];
        var events = delays.SelectMany((ofRun, run) => Run(run, workers, ofRun)).OrderBy(happened => happened.AtMs).ToList();
        var first = new RaceEvent(0, 0, RaceEventKind.RaceStarted) { Definition = Definition(modes, codes) };
        return [.. events.Prepend(first).Append(RaceFinished(events[^1].AtMs)).Select((happened, i) => happened with { Seq = i + 1 })];
    }

    private static IEnumerable<RaceEvent> Run(int run, int workers, double[] delays)
    {
        var freeAt = new double[workers];
        var events = new List<RaceEvent>();
        for (var call = 0; call < delays.Length; call++)
        {
            var worker = Array.IndexOf(freeAt, freeAt.Min());
            events.Add(Started(freeAt[worker], call, worker + 1, run));
            freeAt[worker] += delays[call];
            events.Add(Finished(freeAt[worker], call, Outcome.Ok, run));
        }

        // At equal times, the end of a call comes before the start of the next, but after its own start.
        var told = events.Select((happened, i) => (happened, i)).OrderBy(e => e.happened.AtMs)
            .ThenBy(e => e.happened.Kind == RaceEventKind.Started && delays[e.happened.Future] > 0 ? 1 : 0).ThenBy(e => e.i)
            .Select(e => e.happened).ToList();
        return [RunStarted(0, workers, run), .. Enumerable.Range(0, delays.Length).Select(call => Submitted(0, call, run)), .. told,
            RunFinished(freeAt.Max(), run: run)];
    }
}
