using System.Text.Json;
using FlagDashboard.Components;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Everything that is shown of a race at some time, as text: two pictures are the same if it is.</summary>
internal static class Picture
{
    public static string Of(RaceState race, double t)
    {
        var results = RaceResults.Of(race);
        return JsonSerializer.Serialize(new
        {
            race.LastEventSeq,
            race.Outcome,
            race.FinishedAtMs,
            Captions = Captions.SelectFor(race)
                .Select(caption =>
                $"{caption.AtMs} {caption.RuleId} {caption.RunIndex} {caption.EventSeq} {caption.Template} "
                + $"{string.Join(' ', caption.Evidence.Bars)}"),
            Runs = race.Runs.Select(run => new
            {
                run.Info,
                Bars = Enum.GetValues<RowLayout>()
                    .Select(rows => new
                    {
                        Labels = Bars.RowLabels(run, rows),
                        Bars = Bars.Of(run, rows)
                    .Select(bar => $"{BarMarkup.ClassOf(bar)} {BarMarkup.StyleOf(bar)} {bar.Label} {bar.ImageHash}")
                    }),
                Strip = StripOf(run),
                Progress = RunProgress.Of(run, t),
                Elapsed = run.ElapsedMs ?? t - run.StartedAtMs,
                Lights = MarkedLine.Of(run).Concat(run.Futures.SelectMany(future => MarkedLine.Of(run, future)))
                    .Select(light =>
                    $"{light.Mark} {light.IsCurrent} {light.FutureCount} "
                    + $"{string.Join(' ', light.Futures.Select(future => future.Number))}"),
                Ideal = Ideal.Of(run),
                Printed = Enumerable.Range(0, 2).Select(verbose => Transcript.Of(run, verbose == 1)),
                Result = results.ResultOf(run) is { } result
                    ? $"{result.ElapsedMs} {result.SpeedUp} {result.OkResultsPerSecond} {result.Efficiency}"
                    : null,
                Won = results.Winner?.Run == run,
            }),
        });
    }

    private static object StripOf(RunState run)
    {
        var strip = ReceivedStrip.Of(run, run.Info.ReceiveOrder);
        return new
        {
            Cells = strip.Cells.Select(cell => $"{cell.Kind} {cell.Future?.Number} {cell.Future?.ImageHash}"),
            strip.HeldBehindHeadCount,
            Awaited = strip.HeadOfLine?.Number
        };
    }
}
