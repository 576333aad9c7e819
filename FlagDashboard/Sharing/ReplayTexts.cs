using System.Net;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The texts of a replay in the language of its file. Pure functions.</summary>
internal static class ReplayTexts
{
    /// <summary>The texts of the page as HTML, by the names of their placeholders.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfPage(
        string id, RaceState race, EmbeddedImages images, RaceDescription texts)
    {
        var words = new Dictionary<string, string>
        {
            ["lang"] = texts.Language.Tag,
            ["title"] = texts.Title,
            ["facts"] = texts.Summary,
            ["no-script"] = texts.Say("This file needs JavaScript to replay the race, but scripts are disabled in this browser."),
            ["replay"] = texts.Say("Replay"),
            ["play"] = texts.Say("▶ Play"),
            ["space"] = texts.Say("Space"),
            ["previous"] = texts.Say("Previous outcome"),
            ["next"] = texts.Say("Next outcome"),
            ["time"] = texts.Say("Time"),
            ["speed"] = texts.Say("Speed"),
            ["rows"] = texts.Say("Rows"),
            ["by-worker"] = texts.Say("by worker"),
            ["by-future"] = texts.Say("by future"),
            ["legend-title"] = texts.Say("Legend"),
            ["recorded"] = images.OmittedCount > 0
                ? texts.Say(
                    "Recorded by FlagDashboard, race {0}; {1} flags are left out: deleted, or too large.", id, images.OmittedCount)
                : texts.Say("Recorded by FlagDashboard, race {0}.", id),
            ["keys"] = texts.Say(
                "Keys: Space plays and pauses, ← and → go to the previous and the next outcome, and with Shift to every event."),
        };
        var legend = RaceLegend.Of([race]).Where(entry => entry != RaceLegend.Awaited).Append(RaceLegend.Time).Select(entry =>
            $"<li title=\"{WebUtility.HtmlEncode(texts.Say(entry.Explanation))}\">"
            + (entry.Swatch is { } swatch ? $"<i class=\"{swatch}\"></i>" : "")
            + $"{$"{texts.Say(entry.Word)} {entry.Sign}".TrimEnd()}</li>");
        return words.Select(word => KeyValuePair.Create(word.Key, WebUtility.HtmlEncode(word.Value)))
            .Append(new("legend", string.Concat(legend))).Append(new("verdict", Verdict(texts)));
    }

    private static string Verdict(RaceDescription texts) => texts.Headline is { } headline
        ? $"<p class=\"verdict\"><b>{WebUtility.HtmlEncode(headline)}</b> {WebUtility.HtmlEncode(texts.Reason)}</p>"
        : "";

    /// <summary>The templates that the script fills, by their names in the script.</summary>
    public static Dictionary<string, string> OfScript(RaceDescription texts) => new()
    {
        ["play"] = texts.Say("▶ Play"),
        ["pause"] = texts.Say("⏸ Pause"),
        ["received"] = texts.Say("{0}/{1} received"),
        ["receivedInOrder"] = texts.Say("received, in order"),
        ["worker"] = texts.Say("1 worker"),
        ["workers"] = texts.Say("{0} workers"),
        ["thread"] = texts.Say("1 thread, {0}"),
        ["slot"] = texts.Say("1 slot"),
        ["slots"] = texts.Say("{0} slots"),
        ["held"] = texts.Say("{0} held"),
        ["notFound"] = texts.Say("{0} not found"),
        ["error"] = texts.Say("1 error"),
        ["errors"] = texts.Say("{0} errors"),
        ["cancelled"] = texts.Say("{0} cancelled"),
        ["interrupted"] = texts.Say("interrupted"),
        ["changed"] = texts.Say("{0} changed by a person"),
        ["endedEarly"] = texts.Say("Ended early: {0}"),
        ["clock"] = texts.Say("{0} of {1}"),
        ["time"] = texts.Say("{0}, event {1} of {2}"),
        ["progress"] = texts.Say("{0}: {1} of {2}"),
    };

    /// <summary>The texts of the log that the language words in another way than the log, by the text of the log.</summary>
    public static Dictionary<string, string> OfLog(RaceState race, RaceDescription texts) => texts.IsEnglish ? [] : race.Runs
        .SelectMany(run => run.Phases.Select(phase => phase.Name)
            .Concat(Bars.RowLabels(run, RowLayout.ByWorker)).Concat(run.Futures.Select(future => future.Label))
            .Concat(run.Futures.Select(future => future.Reason).Append(run.Reason).OfType<string>()))
        .Distinct()
        .Select(text => KeyValuePair.Create(text, texts.Logged(text)))
        .Where(text => text.Key != text.Value)
        .ToDictionary();

    /// <summary>The definition of a race with the titles and summaries of its runs in the language of the file.</summary>
    public static RaceDefinition? Localize(RaceDefinition? definition, RaceDescription texts) => definition is null ? null : definition with
    {
        Runs = [.. definition.Runs.Select(run => run with { Title = texts.Say(run.Title), Summary = texts.Say(run.Summary) })],
    };
}
