using System.Globalization;

namespace FlagDashboard.Plans;

/// <summary>
/// The number of times that a plan is raced in a series. Defines the bounds and the message for the page, the API and the command line.
/// </summary>
public static class RepeatRules
{
    /// <summary>The name of the number in JSON and in problems.</summary>
    public const string FieldName = "repeat";

    /// <summary>The count of a single race, which is not a series.</summary>
    public const int Once = 1;

    /// <summary>The default number of races in a series.</summary>
    public const int DefaultInSeries = 10;

    /// <summary>The minimum number of races in a series.</summary>
    public const int Min = 2;

    /// <summary>The maximum number of races in a series, each of which the server keeps.</summary>
    public const int MaxInSeries = 30;

    /// <summary>The maximum number of races of one command line, which keeps only the time of each.</summary>
    public const int MaxOnCommandLine = 1000;

    /// <summary>Reads a number of races as a person typed it.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="max">The maximum number of races.</param>
    /// <returns>The number, and no problem; or <see cref="Once"/> and the problem.</returns>
    public static (int Count, PlanProblem? Problem) Read(string text, int max = MaxInSeries) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) && Check(count, max) is null
            ? (count, null)
            : (Once, ProblemOf(max));

    /// <summary>Returns the problem of a number of races; null if the number is valid.</summary>
    /// <param name="count">The number to check.</param>
    /// <param name="max">The maximum number of races.</param>
    public static PlanProblem? Check(int count, int max = MaxInSeries) => count >= Once && count <= max ? null : ProblemOf(max);

    private static PlanProblem ProblemOf(int max) =>
        new(FieldName, "Repeat must be a whole number: {0} for a single race, or from {1} to {2}.", Once, Min, max);
}
