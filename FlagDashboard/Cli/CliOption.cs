using System.CommandLine;
using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>
/// Creates command-line options, and parses the numbers that are not fields of a plan. The fields of a plan remain strings until
/// <see cref="PlanReader"/> parses them, so that the command line and the page report the same problems.
/// </summary>
internal static class CliOption
{
    /// <summary>Creates an option with a value.</summary>
    /// <param name="valueName">The placeholder of the value in the help text, such as DIR.</param>
    /// <param name="description">The help text.</param>
    /// <param name="name">The name of the option, including its dashes.</param>
    /// <param name="aliases">Other names, such as <c>-m</c>.</param>
    public static Option<string> TextOption(string valueName, string description, string name, params string[] aliases) =>
        new(name, aliases) { HelpName = valueName, Description = description };

    /// <summary>Creates an option without a value. It is true if the user types it, otherwise false.</summary>
    /// <param name="description">The help text.</param>
    /// <param name="name">The name of the option, including its dashes.</param>
    /// <param name="aliases">Other names, such as <c>-v</c>.</param>
    public static Option<bool> Switch(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>Parses a whole number.</summary>
    /// <param name="option">The name of the option, for the error message.</param>
    /// <param name="text">The value that the user typed.</param>
    /// <param name="min">The smallest number allowed.</param>
    /// <param name="max">The largest number allowed.</param>
    /// <exception cref="UsageException"><paramref name="text"/> is not a whole number, or is out of range.</exception>
    public static int ParseWholeNumber(string option, string text, int min = 1, int max = int.MaxValue)
    {
        var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= min && number <= max
            ? number
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"{option}: “{SafeText.Excerpt(text)}” is not a whole number from {min} to {max}."));
    }
}
