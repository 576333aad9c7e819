using System.Globalization;
using System.Text;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>
/// The futures of a race as a table in CSV (RFC 4180): a line each, run by run. With a byte order mark, since a spreadsheet
/// would otherwise take the names of countries for another encoding than UTF-8.
/// </summary>
internal static class Csv
{
    // A spreadsheet runs what begins so as a formula.
    private const string BeginsAFormula = "=+-@\t\r\n";

    private static readonly string[] Columns =
    [
        "race", "mode", "run", "future", "label", "country", "worker",
        "submitted ms", "started ms", "finished ms", "received ms", "work ms", "held ms", "status", "bytes", "detail",
    ];

    /// <summary>The table of <paramref name="race"/>. What has not happened, or does not apply, is an empty field.</summary>
    /// <param name="id">The race's id.</param>
    /// <param name="race">The race, as far as it is.</param>
    /// <param name="catalog">The names of countries.</param>
    public static byte[] Of(string id, RaceState race, CountryCatalog catalog)
    {
        var csv = new StringBuilder();
        Line(csv, Columns);
        foreach (var (run, number) in race.Runs.Select((run, number) => (run, number)))
        {
            foreach (var future in run.Futures)
                Line(csv, Fields(id, run, number, future, race.Plan is null ? null : catalog.Find(future.Label)));
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static string?[] Fields(string id, RunState run, int number, FutureRecord future, Country? country) =>
    [
        Text(id), Text(run.Mode), Number(number), Number(future.Number), Text(future.Label), Text(country?.Name),
            Text(future.Worker == 0 ? null : run.NameOf(future.Worker)),
        Number(future.SubmittedAt), Number(future.StartedAt), Number(future.FinishedAt), Number(future.ReceivedAt),
        Number(future.FinishedAt - future.StartedAt), Number(future.ReceivedAt - future.FinishedAt),
        JsonNamingPolicy.CamelCase.ConvertName(future.Status?.ToString() ?? future.State.ToString()), Number(future.Bytes),
            Text(future.OutcomeText),
    ];

    private static void Line(StringBuilder csv, IEnumerable<string?> fields) => csv.AppendJoin(',', fields).Append("\r\n");

    private static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    // An apostrophe makes it text to a spreadsheet.
    private static string? Text(string? text)
    {
        if (text is { Length: > 0 } && BeginsAFormula.Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return text?.AsSpan().ContainsAny("\",\r\n") == true ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
