using System.CommandLine;

namespace FlagDashboard.Cli;

/// <summary>Makes options. Numbers come as text: the plan's reader says what is wrong with them, as it does on the page.</summary>
internal static class Spoken
{
    public static Option<string> Text(string value, string description, string name, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };

    public static Option<bool> Switch(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description };
}
