using System.Net;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The texts of an exported replay, in the language of the file. Pure functions.</summary>
internal static class ReplayTexts
{
    /// <summary>Returns the texts of the page as HTML. The keys are the placeholders in the page.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HtmlByPlaceholder(
        string id, RaceState race, EmbeddedImages images, RaceDescription texts)
    {
        var words = new Dictionary<string, string>
        {
            ["lang"] = texts.Language.Tag,
            ["title"] = texts.Title,
            ["facts"] = texts.Summary,
            ["no-script"] = texts.Localize("This file needs JavaScript to replay the race, but scripts are disabled in this browser."),
            ["replay"] = texts.Localize("Replay"),
            ["play"] = texts.Localize("▶ Play"),
            ["space"] = texts.Localize("Space"),
            ["previous"] = texts.Localize("Previous outcome"),
            ["next"] = texts.Localize("Next outcome"),
            ["time"] = texts.Localize("Time"),
            ["columns"] = $"{EventTicks.ColumnCount}",
            ["speed"] = texts.Localize("Speed"),
            ["rows"] = texts.Localize("Rows"),
            ["by-worker"] = texts.Localize("by worker"),
            ["by-future"] = texts.Localize("by future"),
            ["legend-title"] = texts.Localize("Legend"),
            ["recorded"] = images.OmittedCount > 0
                ? texts.Localize(
                    "Recorded by FlagDashboard, race {0}; {1} flags are left out: deleted, or too large.", id, images.OmittedCount)
                : texts.Localize("Recorded by FlagDashboard, race {0}.", id),
            ["keys"] = texts.Localize(
                "Keys: Space plays and pauses, ← and → go to the previous and the next outcome, and with Shift to every event."),
        };
        IEnumerable<LegendEntry> entries =
            [.. RaceLegend.Of([race]).Where(entry => entry != RaceLegend.HeadOfLine), .. RaceLegend.TimeLines];
        var legend = entries.Select(entry =>
            $"<li title=\"{WebUtility.HtmlEncode(texts.Localize(entry.Explanation))}\">"
            + (entry.SwatchClass is { } swatch ? $"<i class=\"{swatch}\"></i>" : "")
            + $"{$"{texts.Localize(entry.Word)} {entry.Sign}".TrimEnd()}</li>");
        return words.Select(word => KeyValuePair.Create(word.Key, WebUtility.HtmlEncode(word.Value)))
            .Append(new("legend", string.Concat(legend))).Append(new("verdict", Verdict(texts)));
    }

    private static string Verdict(RaceDescription texts) => texts.VerdictHeadline is { } headline
        ? $"<p class=\"verdict\"><b>{WebUtility.HtmlEncode(headline)}</b> {WebUtility.HtmlEncode(texts.VerdictReason)}</p>"
        : "";

    /// <summary>Returns the text templates that the script fills with values. The keys are the names that the script uses.</summary>
    public static Dictionary<string, string> ForScript(RaceDescription texts) => new()
    {
        ["play"] = texts.Localize("▶ Play"),
        ["pause"] = texts.Localize("⏸ Pause"),
        ["received"] = texts.Localize("{0}/{1} received"),
        ["receivedInOrder"] = texts.Localize("received, in order"),
        ["worker"] = texts.Localize("1 worker"),
        ["workers"] = texts.Localize("{0} workers"),
        ["thread"] = texts.Localize("1 thread, {0}"),
        ["slot"] = texts.Localize("1 slot"),
        ["slots"] = texts.Localize("{0} slots"),
        ["held"] = texts.Localize("{0} held"),
        ["notFound"] = texts.Localize("{0} not found"),
        ["error"] = texts.Localize("1 error"),
        ["errors"] = texts.Localize("{0} errors"),
        ["cancelled"] = texts.Localize("{0} cancelled"),
        ["interrupted"] = texts.Localize("interrupted"),
        ["changed"] = texts.Localize("{0} changed by a person"),
        ["endedEarly"] = texts.Localize("Ended early: {0}"),
        ["clock"] = texts.Localize("{0} of {1}"),
        ["time"] = texts.Localize("{0}, event {1} of {2}"),
        ["progress"] = texts.Localize("{0}: {1} of {2}"),
    };

    /// <summary>Returns the translations of texts in the log, without those that stay the same. The keys are the original texts.</summary>
    public static Dictionary<string, string> TranslationsOfLog(RaceState race, RaceDescription texts) => texts.IsEnglish ? [] : race.Runs
        .SelectMany(run => run.WorkerPhases.Select(phase => phase.Name)
            .Concat(Bars.RowLabels(run, RowLayout.ByWorker)).Concat(run.Futures.Select(future => future.Label))
            .Concat(run.Futures.Select(future => future.Reason).Append(run.FailureReason).OfType<string>()))
        .Distinct()
        .Select(text => KeyValuePair.Create(text, texts.LocalizeLogText(text)))
        .Where(text => text.Key != text.Value)
        .ToDictionary();

    /// <summary>Returns the definition of a race, with the titles and summaries of its runs in the language of the file.</summary>
    public static RaceDefinition? Localize(RaceDefinition? definition, RaceDescription texts) => definition is null ? null : definition with
    {
        Runs = [.. definition.Runs.Select(run => run with { Title = texts.Localize(run.Title), Summary = texts.Localize(run.Summary) })],
    };
}
