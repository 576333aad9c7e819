using System.Globalization;

namespace FlagDashboard.Plans;

/// <summary>
/// How many times a plan is raced, one race after another. The page, the API and the command line take the bounds and the message from
/// here.
/// </summary>
public static class RepeatCount
{
    /// <summary>The name of the number in JSON and in problems.</summary>
    public const string FieldName = "repeat";

    /// <summary>The number that stands for a single race, which is no series.</summary>
    public const int Once = 1;

    /// <summary>The number of a series for which nobody chose one.</summary>
    public const int Default = 10;

    /// <summary>The fewest races of a series.</summary>
    public const int Min = 2;

    /// <summary>The most races of a series.</summary>
    public const int Max = 30;

    /// <summary>Reads a number of races as somebody typed it.</summary>
    /// <returns>The number, and no problem; or <see cref="Once"/> and the problem.</returns>
    public static (int Count, PlanProblem? Problem) Read(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) && Check(count) is null
            ? (count, null)
            : (Once, Problem);

    /// <summary>Finds what is wrong with a number of races; null if it is in order.</summary>
    public static PlanProblem? Check(int count) => count is >= Once and <= Max ? null : Problem;

    private static PlanProblem Problem =>
        new(FieldName, "Repeat must be a whole number: {0} for a single race, or from {1} to {2}.", Once, Min, Max);
}
