namespace FlagDashboard.Experiments;

/// <summary>What a setting's text must be.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number, or nothing.</summary>
    NumberOrNone,

    /// <summary>Numbers with commas or spaces between them.</summary>
    Numbers,

    /// <summary>One of the options.</summary>
    Choice,
}

/// <summary>One thing that a person can set in an experiment. Immutable.</summary>
/// <param name="Name">Its name in links.</param>
/// <param name="Label">Its name on the page, with its unit.</param>
/// <param name="Usual">Its text when nobody has set it.</param>
/// <param name="Kind">What its text must be.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number.</param>
/// <param name="MostItems">How many numbers there may be.</param>
/// <param name="Options">What can be chosen, and what each option is called.</param>
/// <param name="NotAbove">The name of the number that this one may not exceed; null if there is none.</param>
public sealed record Setting(
    string Name, string Label, string Usual, SettingKind Kind, double Least, double Most, int MostItems, IReadOnlyList<(string Value, string Label)> Options, string? NotAbove = null)
{
    /// <summary>A whole number in a range.</summary>
    public static Setting Whole(string name, string label, int usual, int least, int most) =>
        new(name, label, FormattableString.Invariant($"{usual}"), SettingKind.Whole, least, most, 1, []);

    /// <summary>A number in a range.</summary>
    public static Setting Number(string name, string label, double usual, double least, double most) =>
        new(name, label, FormattableString.Invariant($"{usual}"), SettingKind.Number, least, most, 1, []);

    /// <summary>A number in a range, or nothing.</summary>
    public static Setting NumberOrNone(string name, string label, double usual, double least, double most) =>
        new(name, label, FormattableString.Invariant($"{usual}"), SettingKind.NumberOrNone, least, most, 1, []);

    /// <summary>A list of at least one number, each in a range.</summary>
    public static Setting Numbers(string name, string label, string usual, double least, double most, int mostItems) =>
        new(name, label, usual, SettingKind.Numbers, least, most, mostItems, []);

    /// <summary>One of some options; the first is usual.</summary>
    public static Setting Choice(string name, string label, params (string Value, string Label)[] options) =>
        new(name, label, options[0].Value, SettingKind.Choice, 0, 0, 1, options);
}
