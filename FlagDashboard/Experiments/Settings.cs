using System.Globalization;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Experiments;

/// <summary>What a person set, read. Immutable.</summary>
/// <param name="Texts">The text of every setting, as it was typed or linked.</param>
/// <param name="Problems">What is wrong, setting by setting. The values may be used only if nothing is.</param>
public sealed record Settings(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<PlanProblem> Problems)
{
    private static readonly char[] Separators = [',', ' ', ';', '\t', '\r', '\n'];

    /// <summary>Reads texts, and takes what is usual for those that are missing.</summary>
    public static Settings Read(IEnumerable<Setting> settings, Func<string, string?> textOf)
    {
        var texts = settings.ToDictionary(setting => setting, setting => textOf(setting.Name) ?? setting.Usual);
        return new(
            texts.ToDictionary(pair => pair.Key.Name, pair => pair.Value),
            [.. texts.Select(pair => ProblemOf(pair.Key, pair.Value) ?? ProblemBeside(pair.Key, texts)).OfType<PlanProblem>()]);
    }

    /// <summary>Reads the query of a link, as <see cref="Query"/> writes it.</summary>
    public static Settings ReadLink(IEnumerable<Setting> settings, string link)
    {
        var query = QueryHelpers.ParseQuery(link);
        return Read(settings, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
    }

    /// <summary>The same with another text for one of them.</summary>
    public Settings With(IEnumerable<Setting> settings, string name, string text) => Read(settings, other => other == name ? text : Texts[other]);

    /// <summary>What is wrong with a setting; null if nothing is.</summary>
    public PlanProblem? For(string name) => Problems.FirstOrDefault(problem => problem.Field == name);

    /// <summary>A whole number.</summary>
    public int Whole(string name) => (int)Number(name);

    /// <summary>A number.</summary>
    public double Number(string name) => Parse(Texts[name])!.Value;

    /// <summary>A number; null for nothing.</summary>
    public double? NumberOrNone(string name) => Parse(Texts[name]);

    /// <summary>A list of numbers.</summary>
    public IReadOnlyList<double> Numbers(string name) => [.. Split(Texts[name]).Select(text => Parse(text)!.Value)];

    /// <summary>The chosen option.</summary>
    public string Choice(string name) => Texts[name];

    /// <summary>The query of a link that carries these settings: what is not usual; empty if all is.</summary>
    public string Query(IEnumerable<Setting> settings) => string.Join('&', settings
        .Where(setting => Texts[setting.Name] != setting.Usual)
        .Select(setting => $"{setting.Name}={Uri.EscapeDataString(Texts[setting.Name]).Replace("%2C", ",", StringComparison.Ordinal)}"));

    private static PlanProblem? ProblemOf(Setting setting, string text)
    {
        if (setting.Kind == SettingKind.Choice)
            return setting.Options.Any(option => option.Value == text) ? null
                : new(setting.Name, "“{0}” is none of {1}.", SafeText.Short(text), string.Join(", ", setting.Options.Select(option => option.Value)));

        if (setting.Kind == SettingKind.NumberOrNone && string.IsNullOrWhiteSpace(text))
            return null;

        string[] numbers = setting.Kind == SettingKind.Numbers ? Split(text) : [text];
        if (numbers.Length == 0)
            return new(setting.Name, "Give at least one number.");
        if (numbers.Length > setting.MostItems)
            return new(setting.Name, "{0} numbers are too many: at most {1}.", numbers.Length, setting.MostItems);
        foreach (var number in numbers)
        {
            if (Parse(number) is not { } value || (setting.Kind == SettingKind.Whole && value != Math.Floor(value)))
                return new(setting.Name, setting.Kind == SettingKind.Whole ? "“{0}” is not a whole number." : "“{0}” is not a number.", SafeText.Short(number));
            if (value < setting.Least || value > setting.Most)
                return new(setting.Name, "“{0}” is not from {1} to {2}.", SafeText.Short(number), setting.Least, setting.Most);
        }

        return null;
    }

    private static PlanProblem? ProblemBeside(Setting setting, Dictionary<Setting, string> texts)
    {
        var (other, most) = texts.FirstOrDefault(pair => pair.Key.Name == setting.NotAbove);
        return other is not null && ProblemOf(other, most) is null && Parse(texts[setting]) > Parse(most)
            ? new(setting.Name, "“{0}” is more than the {1}, {2}.", SafeText.Short(texts[setting]), other.Name, most)
            : null;
    }

    private static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
