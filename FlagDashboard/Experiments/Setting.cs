namespace FlagDashboard.Experiments;

/// <summary>The form that the text of a setting must have.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number, or nothing.</summary>
    OptionalNumber,

    /// <summary>Numbers with commas or spaces between them.</summary>
    NumberList,

    /// <summary>One of the options.</summary>
    Choice,
}

/// <summary>A setting of an experiment. Immutable.</summary>
/// <param name="Name">The name in links.</param>
/// <param name="Label">The label on the page, with the unit.</param>
/// <param name="Default">The text of the default value.</param>
/// <param name="Kind">The form that the text must have.</param>
/// <param name="Min">The lowest number.</param>
/// <param name="Max">The highest number.</param>
/// <param name="MaxItems">The highest number of items in a list.</param>
/// <param name="Options">The options of a choice, each with its name on the page.</param>
/// <param name="UpperBoundSettingName">The name of the setting whose number this setting must not exceed; null for no such limit.</param>
public sealed record Setting(
    string Name,
    string Label,
    string Default,
    SettingKind Kind,
    double Min,
    double Max,
    int MaxItems,
    IReadOnlyList<(string Value, string Label)> Options,
    string? UpperBoundSettingName = null)
{
    /// <summary>The maximum length of the setting's text, in characters.</summary>
    public int MaxTextLength => Kind == SettingKind.NumberList ? 200 : 24;

    /// <summary>Creates a setting for a whole number in a range.</summary>
    public static Setting WholeNumber(string name, string label, int defaultValue, int min, int max) =>
        new(name, label, FormattableString.Invariant($"{defaultValue}"), SettingKind.WholeNumber, min, max, 1, []);

    /// <summary>Creates a setting for a number in a range.</summary>
    public static Setting Number(string name, string label, double defaultValue, double min, double max) =>
        new(name, label, FormattableString.Invariant($"{defaultValue}"), SettingKind.Number, min, max, 1, []);

    /// <summary>Creates a setting for a number in a range. The person may leave the field empty.</summary>
    public static Setting OptionalNumber(string name, string label, double defaultValue, double min, double max) =>
        new(name, label, FormattableString.Invariant($"{defaultValue}"), SettingKind.OptionalNumber, min, max, 1, []);

    /// <summary>Creates a setting for a list of at least one number, each in a range.</summary>
    public static Setting NumberList(string name, string label, string defaultText, double min, double max, int maxItems) =>
        new(name, label, defaultText, SettingKind.NumberList, min, max, maxItems, []);

    /// <summary>Creates a setting for a choice of options. The first option is the default.</summary>
    public static Setting Choice(string name, string label, params (string Value, string Label)[] options) =>
        new(name, label, options[0].Value, SettingKind.Choice, 0, 0, 1, options);
}
