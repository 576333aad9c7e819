using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Exports a race as one HTML file that replays it in any browser. The file contains the log, the flags and a script that folds the
/// log. It makes no requests, and its content security policy allows none.
/// </summary>
internal static class HtmlReplay
{
    private static readonly string Page = Resource("Replay/replay.html");
    private static readonly string Style = Resource("Replay/replay.css");
    private static readonly string Script = Resource("Replay/replay.js");
    private static readonly string ScriptHash = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}";

    /// <summary>Writes the file as UTF-8.</summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="events">The log of the race, which may still be running.</param>
    /// <param name="race">The fold of the log.</param>
    /// <param name="images">The flags to embed.</param>
    public static byte[] Of(string id, IReadOnlyList<RaceEvent> events, RaceState race, EmbeddedImages images)
    {
        var axis = race.FinishedAt is { } end ? TimeAxis.ForFinishedRace(end) : TimeAxis.ForRunningRace(race.LastEventAtMs);
        var facts = string.Join(
            " · ", new[] { RaceDescription.SettingsSummary(race), RaceDescription.Status(race) }.Where(text => text.Length > 0));
        var footer = $", race {id}{(images.OmittedCount > 0 ? $"; {images.OmittedCount} flags are left out: deleted, or too large" : "")}";
        // The JSON encoder escapes every character that could end the script element, begin a tag or a comment, or break a line.
        var data = JsonSerializer.Serialize(
            new
            {
                race.Definition,
                End = race.LastEventAtMs,
                Axis = new { End = axis.EndMs, Ticks = axis.Ticks().Select(tick => new object[] { tick, axis.Label(tick) }) },
                Pictures = images.ByImage,
                Styles = BarStyles.All.Select(style => new { style.Kind, style.Class, style.Word, Sign = style.BarSign }),
                Interventions = race.Interventions.ToDictionary(one => one.Seq, InterventionText.InEnglish),
                Events = events.Select((raceEvent, i) => i == 0 ? raceEvent with { Definition = null } : raceEvent),
            },
            RaceJson.Options);

        var parts = new Dictionary<string, string>
        {
            ["script-hash"] = ScriptHash,
            ["title"] = WebUtility.HtmlEncode(RaceDescription.Title(race)),
            ["facts"] = WebUtility.HtmlEncode(facts),
            ["footer"] = WebUtility.HtmlEncode(footer),
            ["style"] = $":root {{\n  color-scheme: light dark;\n{ColorPalette.CssProperties}}}\n{Style}",
            ["legend"] = string.Concat(BarStyles.Legend(isDownload: race.Plan is not null).Select(LegendItem)),
            ["race"] = data,
            ["script"] = Script,
        };
        return Encoding.UTF8.GetBytes(FillTemplate(parts));
    }

    private static string LegendItem(BarStyle style) => $"<li><i class=\"b {style.Class}\"></i>{style.LegendText} {style.Sign}</li>";

    // Fills the template in one pass, so that inserted text is never searched for placeholders.
    private static string FillTemplate(Dictionary<string, string> parts)
    {
        var (page, from) = (new StringBuilder(), 0);
        while (Page.IndexOf('{', from) is >= 0 and var open)
        {
            var close = Page.IndexOf('}', open);
            page.Append(Page, from, open - from).Append(parts[Page[(open + 1)..close]]);
            from = close + 1;
        }

        return page.Append(Page, from, Page.Length - from).ToString();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReplay).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
