using System.Globalization;
using System.Text;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Exports the futures of a race as CSV (RFC 4180), one line for each future, run by run. The file begins with a byte order mark,
/// because spreadsheets would otherwise read the names of countries in an encoding other than UTF-8.
/// </summary>
internal static class RaceCsv
{
    // A spreadsheet would evaluate a field that begins with one of these characters as a formula.
    private const string FormulaPrefixes = "=+-@\t\r\n";
    private const string FormulaSigns = "=+-@";

    // A spreadsheet may split a field at one of these characters, even if the file uses another separator and the field is quoted. The text
    // after the character would then be a field of its own, and must not be a formula.
    private const string OtherSeparators = ";\t\r\n";

    private static readonly string[] Columns =
    [
        "race", "mode", "run", "future", "label", "country", "worker",
        "submitted ms", "started ms", "finished ms", "received ms", "work ms", "held ms", "status", "bytes", "detail",
        "interventions",
    ];

    /// <summary>
    /// Writes the table line by line. A field is empty if the future has no such value, or does not have it yet. A chunk is valid until the
    /// next chunk is requested.
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="race">The fold of the race, which may still be running.</param>
    /// <param name="catalog">The catalog that has the names of countries.</param>
    /// <param name="separator">The character between fields.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(string id, RaceState race, CountryCatalog catalog, char separator = ',')
    {
        yield return Encoding.UTF8.GetPreamble();
        yield return Row(separator, Columns);
        foreach (var (run, number) in race.Runs.Select((run, number) => (run, number)))
        {
            foreach (var future in run.Futures)
                yield return Row(separator, Fields(id, run, number, future, race.Plan is null ? null : catalog.Find(future.Label)));
        }
    }

    private static string?[] Fields(string id, RunState run, int number, FutureRecord future, Country? country) =>
    [
        EscapeField(id), EscapeField(run.Mode), Number(number), Number(future.Number), EscapeField(future.Label),
            EscapeField(country?.Name),
            EscapeField(future.Worker == 0 ? null : run.WorkerNameOf(future.Worker)),
        Number(future.SubmittedAtMs), Number(future.StartedAtMs), Number(future.FinishedAtMs), Number(future.ReceivedAtMs),
        Number(future.FinishedAtMs - future.StartedAtMs), Number(future.ReceivedAtMs - future.FinishedAtMs),
        JsonNamingPolicy.CamelCase.ConvertName(future.Status?.ToString() ?? future.State.ToString()), Number(future.Bytes),
            EscapeField(future.ResultOrReason),
        EscapeField(string.Join(' ', run.Interventions.Where(one => one.Future == future).Select(InterventionText.InEnglish))),
    ];

    /// <summary>Writes a line of the table.</summary>
    internal static ReadOnlyMemory<byte> Row(char separator, IEnumerable<string?> fields) =>
        Encoding.UTF8.GetBytes(string.Join(separator, fields) + "\r\n");

    /// <summary>Writes a number with at most three decimals; null for none.</summary>
    internal static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Writes a text as a quoted field; null for none.</summary>
    // Every text is quoted, so that a separator in the text does not split the field. This works for every separator that a spreadsheet
    // expects.
    internal static string? EscapeField(string? text) =>
        text is { Length: > 0 } ? $"\"{WithoutFormulas(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : null;

    // Puts an apostrophe before everything that looks like a formula, so that a spreadsheet treats the field as text.
    private static string WithoutFormulas(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (index == 0 ? FormulaPrefixes.Contains(text[index], StringComparison.Ordinal)
                : FormulaSigns.Contains(text[index], StringComparison.Ordinal)
                    && OtherSeparators.Contains(text[index - 1], StringComparison.Ordinal))
                safe.Append('\'');
            safe.Append(text[index]);
        }

        return safe.ToString();
    }
}
