using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Describes a race in the language of an exported file. Not thread-safe.</summary>
/// <param name="race">The fold of the race.</param>
/// <param name="language">The language of the file.</param>
/// <param name="facts">
/// The settings of the race's experiment as a sentence that can be translated; null to use the sentence in the log, which is in English.
/// </param>
/// <param name="verdict">The verdict of an experiment that has a conclusion of its own; null for the common verdict.</param>
internal sealed class RaceDescription(RaceState race, ExportLanguage language, Sentence? facts = null, RaceVerdict? verdict = null)
{
    private readonly RaceVerdict? _verdict = verdict ?? RaceVerdict.Of(race, RaceResults.Of(race));

    // Caches the translation of each text of the log. An exported file contains the same labels of futures many times.
    private readonly Dictionary<string, string> _logged = [];

    /// <summary>The language of the texts.</summary>
    public ExportLanguage Language => language;

    /// <summary>Writes texts in the language of the file. A number and its unit stay on one line.</summary>
    public Translate Translate { get; } =
        (template, arguments) => UnitSpacing.KeepTogether(language.Translate(template, arguments));

    /// <summary>Whether the language is English, in which the texts of a log stay as they are.</summary>
    public bool IsEnglish => language.Tag == ExportLanguage.English.Tag;

    /// <summary>The title: the experiment, the program, or the numbers of flags and modes.</summary>
    public string Title => race.Definition switch
    {
        { Experiment: { } experiment } => Localize(experiment.Title),
        { Program: { } program } => program.Name,
        { FutureLabels.Count: var flags, Runs.Count: var modes } => new Sentence("{0}, {1}", Quantity.Flags(flags), Quantity.Modes(modes))
            .Localize(Translate),
        null => Localize("A race that has not started"),
    };

    /// <summary>The settings and the status of the race, in one line.</summary>
    public string Summary => string.Join(
        " · ", new[] { RaceFactsText.Of(race, Translate, facts), Status }.Where(text => text.Length > 0));

    /// <summary>The outcome of the race and its duration. While the race runs, the time up to which the file shows it.</summary>
    public string Status => (race.FinishedAtMs, race.Outcome) switch
    {
        (null, _) => Localize("still running when exported at {0}", FormatSeconds(race.LastEventAtMs)),
        ({ } at, Outcome.Ok) => Localize("finished in {0}", FormatSeconds(at)),
        ({ } at, Outcome.Cancelled) => Localize("cancelled after {0}", FormatSeconds(at)),
        ({ } at, _) => Localize("interrupted after {0}", FormatSeconds(at)),
    };

    /// <summary>The headline of the verdict, in the same words as on the page; null while the race runs.</summary>
    public string? VerdictHeadline => _verdict?.Headline.Localize(Translate);

    /// <summary>The reason of the headline; null if there is nothing to explain.</summary>
    public string? VerdictReason => _verdict?.Reason?.Localize(Translate);

    /// <summary>Returns how many futures of a run had each outcome, in one line.</summary>
    public string OutcomeCountsOf(RunState run) => string.Join(" · ", new[]
    {
        Localize("{0}/{1} received", run.Received.Count, run.Futures.Count),
        run.Count(Outcome.NotFound) is > 0 and var missing ? Localize("{0} not found", missing) : null,
        run.Count(Outcome.Error) is > 0 and var errors ? Localize(Quantity.Errors(errors)) : null,
        run.Count(Outcome.Cancelled) is > 0 and var cancelled ? Localize("{0} cancelled", cancelled) : null,
    }.OfType<string>());

    /// <summary>Formats a time in ms as seconds with two decimals, like the clocks of the page.</summary>
    public string FormatSeconds(double ms) => Localize("{0:0.00} s", ms / 1000);

    /// <summary>Returns a text in the language of the file.</summary>
    public string Localize(string template, params object[] arguments) => Translate(template, arguments);

    /// <summary>Returns a number with its noun in the language of the file.</summary>
    public string Localize(Quantity quantity) => quantity.Localize(Translate);

    /// <summary>Returns a text of a log, such as the name of a phase, in the language of the file.</summary>
    public string LocalizeLogText(string text)
    {
        if (IsEnglish)
            return text;
        if (!_logged.TryGetValue(text, out var worded))
            _logged.Add(text, worded = LogTextLocalizer.Localize(text, Translate));
        return worded;
    }
}
