using System.CommandLine;
using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Makes options, and reads what no plan has. What a plan has comes as text: its reader says what is wrong with it, as on the page.</summary>
internal static class CliOption
{
    public static Option<string> Text(string value, string description, string name, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };

    public static Option<bool> Switch(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static int Whole(string option, string text, int least = 1, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option}: “{SafeText.Short(text)}” is not a whole number from {least} to {most}."));
}
