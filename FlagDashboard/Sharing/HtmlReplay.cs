using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Writes the file as UTF-8, event by event. A chunk is valid until the next one is requested.</summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="events">The log of the race, which may still be running.</param>
    /// <param name="race">The fold of the log.</param>
    /// <param name="images">The flags to embed.</param>
    /// <param name="description">The texts about the race in the language of the file; null for English.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(
        string raceId, IEnumerable<RaceEvent> events, RaceState race, EmbeddedImages images, RaceDescription? description = null)
    {
        var texts = description ?? new RaceDescription(race, ExportLanguage.English);
        var parts = ReplayTexts.HtmlByPlaceholder(raceId, race, images, texts).ToDictionary(text => text.Key, text => Text(text.Value));
        parts.Add("script-hash", Text(ScriptHash));
        parts.Add("style", Text($":root {{\n  color-scheme: light dark;\n{DashboardColors.CssProperties}}}\n{Style}"));
        parts.Add("race", Data(events, race, images, texts));
        parts.Add("script", Text(Script));
        return FillTemplate(parts);
    }

    // Writes the data of the race as JSON, for a script element of the page. The JSON encoder escapes every character that could end the
    // script element, begin a tag or a comment, or break a line.
    private static IEnumerable<ReadOnlyMemory<byte>> Data(
        IEnumerable<RaceEvent> events, RaceState race, EmbeddedImages images, RaceDescription texts)
    {
        var axis = TimeAxis.Of(race, race.LastEventAtMs);
        var file = new JsonChunkWriter(RaceJson.Options);
        file.Json.WriteStartObject();
        file.Write("definition", ReplayTexts.Localize(race.Definition, texts));
        file.Write("lanes", LaneOrder.Of(race).Select(lane => lane.Number));
        file.Write("texts", ReplayTexts.ForScript(texts));
        file.Write("logged", ReplayTexts.TranslationsOfLog(race, texts));
        file.Write("end", race.LastEventAtMs);
        file.Write("axis", new { End = axis.EndMs, Ticks = axis.TickTimesMs().Select(tick => new object[] { tick, axis.Label(tick) }) });
        // The slider begins at 0 and ends at the last event. The time axis of the lanes may be longer, so the ticks of the slider are
        // computed on an axis of their own.
        var ticks = EventTicks.Of(race, new TimeAxis(Math.Max(race.LastEventAtMs, 1), axis.TickIntervalMs));
        file.Write("ticks", new { ticks.Received, ticks.Succeeded, ticks.Unsuccessful });
        file.Write("band", new
        {
            MaxFutures = HeldBand.MaxRunFutures,
            Rows = HeldBand.HeightInRows,
            HeldBand.MinSlots,
            HeldBand.MinHeldMs,
        });
        file.Json.WriteStartObject("pictures");
        foreach (var image in images.All)
        {
            file.Json.WritePropertyName(image.Hash);
            foreach (var part in image.DataUriParts())
            {
                file.Json.WriteStringValueSegment(part, isFinalSegment: false);
                yield return file.TakeChunk();
            }

            file.Json.WriteStringValueSegment("", isFinalSegment: true);
        }

        file.Json.WriteEndObject();
        file.Write("styles", BarStyles.All.Select(style =>
            new { style.Kind, Class = style.CssClass, Word = texts.Localize(style.Word), Sign = style.BarSign }));
        file.Write("interventions", race.Interventions.ToDictionary(
            one => one.EventSeq, one => InterventionText.Localize(one, texts.Translate)));
        file.Json.WriteStartArray("events");
        foreach (var raceEvent in events)
        {
            file.Write(raceEvent.Kind == RaceEventKind.RaceStarted ? raceEvent with { Definition = null } : raceEvent);
            yield return file.TakeChunk();
        }

        file.Json.WriteEndArray();
        file.Json.WriteEndObject();
        yield return file.TakeChunk();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Text(string text) => [Encoding.UTF8.GetBytes(text)];

    // Fills the template in one pass, so that inserted text is never searched for placeholders.
    private static IEnumerable<ReadOnlyMemory<byte>> FillTemplate(Dictionary<string, IEnumerable<ReadOnlyMemory<byte>>> parts)
    {
        var from = 0;
        while (Page.IndexOf('{', from) is >= 0 and var open)
        {
            var close = Page.IndexOf('}', open);
            foreach (var piece in Text(Page[from..open]).Concat(parts[Page[(open + 1)..close]]))
                yield return piece;
            from = close + 1;
        }

        yield return Encoding.UTF8.GetBytes(Page[from..]);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReplay).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
