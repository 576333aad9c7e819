using System.Globalization;

namespace FlagDashboard.Plans;

/// <summary>Takes a message template and its arguments.</summary>
/// <param name="template">The message with {0}, {1} …</param>
/// <param name="arguments">What goes into the template.</param>
public delegate void ReportProblem(string template, params object[] arguments);

/// <summary>How values of one type are written as texts and read back, in any culture. Immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Kind">What the texts must be.</param>
/// <param name="Write">Writes a value.</param>
/// <param name="Read">Reads texts: reports each one that cannot be read, and returns a placeholder then.</param>
public sealed record FieldFormat<T>(
    PlanFieldKind Kind, Func<T, IReadOnlyList<string>> Write, Func<IReadOnlyList<string>, ReportProblem, T> Read);

/// <summary>The formats that the fields of a plan have.</summary>
internal static class FieldFormat
{
    /// <summary>A whole number; the placeholder is 0.</summary>
    public static FieldFormat<int> WholeNumber { get; } = new(
        PlanFieldKind.WholeNumber,
        value => [value.ToString(CultureInfo.InvariantCulture)],
        (texts, report) => ReadWhole(One(texts), report));

    /// <summary>A number. The placeholder is NaN, which is no bound for another field.</summary>
    public static FieldFormat<double> Number { get; } = new(
        PlanFieldKind.Number,
        value => [value.ToString(CultureInfo.InvariantCulture)],
        (texts, report) => ReadNumber(One(texts), report));

    /// <summary>True or false; every other text is read as false.</summary>
    public static FieldFormat<bool> Boolean { get; } = new(
        PlanFieldKind.Boolean, value => [FormatBoolean(value)], (texts, _) => ParseBoolean(One(texts)));

    /// <summary>Any texts; each of them can be read.</summary>
    public static FieldFormat<IReadOnlyList<string>> Texts { get; } = new(PlanFieldKind.Texts, value => value, (texts, _) => texts);

    /// <summary>One member of an enum, by its name in any case; the placeholder is its first member.</summary>
    public static FieldFormat<T> EnumName<T>() where T : struct, Enum => new(
        PlanFieldKind.EnumName, value => [value.ToString()], (texts, report) => ReadName<T>(One(texts), report));

    /// <summary>Several members of an enum, by their names in any case.</summary>
    public static FieldFormat<IReadOnlyList<T>> EnumNames<T>() where T : struct, Enum => new(
        PlanFieldKind.EnumNames,
        values => [.. values.Select(value => value.ToString())],
        (texts, report) => [.. texts.Select(text => ReadName<T>(text, report))]);

    /// <summary>Writes a flag as JSON does.</summary>
    public static string FormatBoolean(bool value) => value ? "true" : "false";

    /// <summary>Reads a flag that JSON has; every other text is false.</summary>
    public static bool ParseBoolean(string text) => text == "true";

    private static string One(IReadOnlyList<string> texts) => texts is [var text, ..] ? text : "";

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

    private static T ReadName<T>(string text, ReportProblem report) where T : struct, Enum
    {
        // The text is compared with the names, because Enum.TryParse would also accept numbers and lists.
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<T>(name);
        report("“{0}” is none of {1}.", SafeText.Excerpt(text), new ListArg(Enum.GetNames<T>()));
        return default;
    }
}
