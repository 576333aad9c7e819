namespace FlagDashboard.Cli;

/// <summary>
/// Normalizes the options that are also settings. .NET configuration ignores case and accepts <c>--name=value</c>,
/// so the command line does too; names with colons need it, because the parser takes a colon for a separator.
/// </summary>
internal static class SettingArguments
{
    /// <summary>Rewrites each setting to its proper case, with the value as an argument of its own.</summary>
    public static string[] Normalize(IEnumerable<string> args) => [.. args.SelectMany(Normalize)];

    private static string[] Normalize(string arg)
    {
        if (DashboardVerb.SettingNames.FirstOrDefault(name => arg.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is not { } name)
            return [arg];
        var rest = arg[name.Length..];
        return rest.Length == 0 ? [name] : rest[0] == '=' ? [name, rest[1..]] : [arg];
    }
}
