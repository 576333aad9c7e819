using System.Globalization;
using System.Text.Json;

namespace FlagDashboard.Plans;

/// <summary>Receives a problem with a text, as a message template and its arguments.</summary>
/// <param name="template">The message with {0}, {1} …</param>
/// <param name="arguments">The arguments of the template.</param>
public delegate void ReportProblem(string template, params object[] arguments);

/// <summary>Converts values of one type to texts and back, independently of the culture. Immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Kind">The form that the texts must have.</param>
/// <param name="Write">Converts a value to texts.</param>
/// <param name="Read">Converts texts to a value. It reports a text that cannot be read, and then returns a placeholder such as 0.</param>
public sealed record FieldFormat<T>(
    PlanFieldKind Kind, Func<T, IReadOnlyList<string>> Write, Func<IReadOnlyList<string>, ReportProblem, T> Read);

/// <summary>The formats of the fields of a plan.</summary>
internal static class FieldFormat
{
    /// <summary>The format of a whole number. The placeholder for a text that cannot be read is 0.</summary>
    public static FieldFormat<int> WholeNumber { get; } = new(
        PlanFieldKind.WholeNumber,
        value => [value.ToString(CultureInfo.InvariantCulture)],
        (texts, report) => ReadWhole(FirstOrEmpty(texts), report));

    /// <summary>
    /// The format of a number. The placeholder for a text that cannot be read is NaN, which causes no problem in other fields.
    /// </summary>
    public static FieldFormat<double> Number { get; } = new(
        PlanFieldKind.Number,
        value => [value.ToString(CultureInfo.InvariantCulture)],
        (texts, report) => ReadNumber(FirstOrEmpty(texts), report));

    /// <summary>The format of true and false. Every other text is read as false.</summary>
    public static FieldFormat<bool> Boolean { get; } = new(
        PlanFieldKind.Boolean, value => [FormatBoolean(value)], (texts, _) => ParseBoolean(FirstOrEmpty(texts)));

    /// <summary>The format of a list of texts. Every text is valid.</summary>
    public static FieldFormat<IReadOnlyList<string>> Texts { get; } = new(PlanFieldKind.Texts, value => value, (texts, _) => texts);

    /// <summary>
    /// The format of one enum member by its name, as <see cref="FindName{T}"/> reads it. The placeholder for an unknown name is the first
    /// member.
    /// </summary>
    public static FieldFormat<T> EnumName<T>() where T : struct, Enum => new(
        PlanFieldKind.EnumName, value => [value.ToString()], (texts, report) => ReadName<T>(FirstOrEmpty(texts), report));

    /// <summary>The format of a list of enum members by their names, as <see cref="FindName{T}"/> reads them.</summary>
    public static FieldFormat<IReadOnlyList<T>> EnumNames<T>() where T : struct, Enum => new(
        PlanFieldKind.EnumNames,
        values => [.. values.Select(value => value.ToString())],
        (texts, report) => [.. texts.Select(text => ReadName<T>(text, report))]);

    /// <summary>Writes a boolean as JSON does.</summary>
    public static string FormatBoolean(bool value) => value ? "true" : "false";

    /// <summary>Reads a boolean that JSON wrote. Every other text is false.</summary>
    public static bool ParseBoolean(string text) => text == "true";

    private static string FirstOrEmpty(IReadOnlyList<string> texts) => texts is [var text, ..] ? text : "";

    private static int ReadWhole(string text, ReportProblem report)
    {
        if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            report("“{0}” is not a whole number in range.", SafeText.Excerpt(text));
        return number;
    }

    private static double ReadNumber(string text, ReportProblem report)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        report("“{0}” is not a number.", SafeText.Excerpt(text));
        return double.NaN;
    }

    /// <summary>
    /// Returns the enum member that a text names, in upper or lower case, with or without hyphens between words; null if there is none.
    /// </summary>
    public static T? FindName<T>(string text) where T : struct, Enum =>
        // The text is compared with the names, because Enum.TryParse would also accept numbers and lists.
        Enum.GetNames<T>().FirstOrDefault(name =>
            new[] { name, JsonNamingPolicy.KebabCaseLower.ConvertName(name) }.Contains(text, StringComparer.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found) : null;

    private static T ReadName<T>(string text, ReportProblem report) where T : struct, Enum
    {
        if (FindName<T>(text) is { } member)
            return member;
        report("“{0}” is none of {1}.", SafeText.Excerpt(text), new ListArg(Enum.GetNames<T>()));
        return default;
    }
}
