using System.Text;
using System.Text.Json;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Exports the runs of a series of races as CSV, one line for each run, race by race, in the format of <see cref="RaceCsv"/>.
/// </summary>
internal static class SeriesCsv
{
    private static readonly string[] Columns = ["series", "number", "race", "mode", "elapsed ms", "not counted"];

    /// <summary>Writes the table line by line. A run that is not counted has a reason instead of a time.</summary>
    /// <param name="seriesId">The id of the series.</param>
    /// <param name="summary">The ended races of the series.</param>
    /// <param name="separator">The character between fields.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(string seriesId, RepeatSummary summary, char separator = ',')
    {
        yield return Encoding.UTF8.GetPreamble();
        yield return RaceCsv.Row(separator, Columns);
        foreach (var race in summary.EndedRaces)
        {
            foreach (var run in race.Runs)
            {
                yield return RaceCsv.Row(separator,
                [
                    RaceCsv.EscapeField(seriesId), RaceCsv.Number(race.Number), RaceCsv.EscapeField(race.Id),
                        RaceCsv.EscapeField(run.Mode.Id),
                    RaceCsv.Number(run.ElapsedMs), run.Reason is { } reason ? JsonNamingPolicy.CamelCase.ConvertName($"{reason}") : null,
                ]);
            }
        }
    }
}
