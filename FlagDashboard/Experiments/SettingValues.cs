using System.Globalization;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Experiments;

/// <summary>The values of an experiment's settings. Immutable.</summary>
/// <param name="Texts">The text of every setting by its name, as it was typed or linked.</param>
/// <param name="Problems">The problems of the settings. Read values only if there are none.</param>
public sealed record SettingValues(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<PlanProblem> Problems)
{
    private static readonly char[] Separators = [',', ' ', ';', '\t', '\r', '\n'];

    /// <summary>Reads the text of every setting. A setting without a text gets its default.</summary>
    public static SettingValues Read(IEnumerable<Setting> settings, Func<string, string?> textOf)
    {
        var texts = settings.ToDictionary(setting => setting, setting => textOf(setting.Name) ?? setting.Default);
        return new(
            texts.ToDictionary(pair => pair.Key.Name, pair => pair.Value),
            [.. texts.Select(pair => ProblemOf(pair.Key, pair.Value) ?? ProblemWithLimit(pair.Key, texts)).OfType<PlanProblem>()]);
    }

    /// <summary>Reads the query of a link, as <see cref="ToQueryString"/> writes it.</summary>
    public static SettingValues ReadLink(IEnumerable<Setting> settings, string link)
    {
        var query = QueryHelpers.ParseQuery(link);
        return Read(settings, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
    }

    /// <summary>Returns these settings with a new text for one of them.</summary>
    public SettingValues With(IEnumerable<Setting> settings, string name, string text) =>
        Read(settings, other => other == name ? text : Texts[other]);

    /// <summary>Returns the problem of the setting with this name; null if its value is valid.</summary>
    public PlanProblem? ProblemFor(string name) => Problems.FirstOrDefault(problem => problem.Field == name);

    /// <summary>Returns the value of a setting for a whole number.</summary>
    public int WholeNumber(string name) => (int)Number(name);

    /// <summary>Returns the value of a setting for a number.</summary>
    public double Number(string name) => Parse(Texts[name])!.Value;

    /// <summary>Returns the value of a setting for an optional number; null if its text is empty.</summary>
    public double? OptionalNumber(string name) => Parse(Texts[name]);

    /// <summary>Returns the values of a setting for a list of numbers.</summary>
    public IReadOnlyList<double> NumberList(string name) => [.. Split(Texts[name]).Select(text => Parse(text)!.Value)];

    /// <summary>Returns the chosen option of a setting for a choice.</summary>
    public string Choice(string name) => Texts[name];

    /// <summary>The query of a link, which contains the settings that differ from their defaults. Empty if none does.</summary>
    public string ToQueryString(IEnumerable<Setting> settings) => string.Join('&', settings
        .Where(setting => Texts[setting.Name] != setting.Default)
        .Select(setting => $"{setting.Name}={Uri.EscapeDataString(Texts[setting.Name]).Replace("%2C", ",", StringComparison.Ordinal)}"));

    private static PlanProblem? ProblemOf(Setting setting, string text) => setting.Kind switch
    {
        not SettingKind.Choice when text.Length > setting.MaxTextLength =>
            new(setting.Name, "The text is too long: at most {0} characters.", setting.MaxTextLength),
        SettingKind.Choice => ProblemOfChoice(setting, text),
        SettingKind.OptionalNumber when string.IsNullOrWhiteSpace(text) => null,
        SettingKind.NumberList => ProblemOfNumbers(setting, Split(text)),
        _ => ProblemOfNumbers(setting, text),
    };

    private static PlanProblem? ProblemOfChoice(Setting setting, string text)
    {
        var values = setting.Options.Select(option => option.Value).ToList();
        return values.Contains(text) ? null : new(setting.Name, "“{0}” is none of {1}.", SafeText.Excerpt(text), new ListArg(values));
    }

    private static PlanProblem? ProblemOfNumbers(Setting setting, params string[] numbers)
    {
        if (numbers.Length == 0)
            return new(setting.Name, "Give at least one number.");
        if (numbers.Length > setting.MaxItems)
            return new(setting.Name, "{0} numbers are too many: at most {1}.", numbers.Length, setting.MaxItems);
        foreach (var number in numbers)
        {
            if (Parse(number) is not { } value || (setting.Kind == SettingKind.WholeNumber && value != Math.Floor(value)))
            {
                var template = setting.Kind == SettingKind.WholeNumber ? "“{0}” is not a whole number." : "“{0}” is not a number.";
                return new(setting.Name, template, SafeText.Excerpt(number));
            }

            if (value < setting.Min || value > setting.Max)
                return new(setting.Name, "“{0}” is not from {1} to {2}.", SafeText.Excerpt(number), setting.Min, setting.Max);
        }

        return null;
    }

    private static PlanProblem? ProblemWithLimit(Setting setting, Dictionary<Setting, string> texts)
    {
        var (other, limit) = texts.FirstOrDefault(pair => pair.Key.Name == setting.UpperBoundSettingName);
        return other is not null && ProblemOf(other, limit) is null && Parse(texts[setting]) > Parse(limit)
            ? new(setting.Name, "“{0}” is more than the {1}, {2}.", SafeText.Excerpt(texts[setting]), new Sentence(other.Name), limit)
            : null;
    }

    private static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
