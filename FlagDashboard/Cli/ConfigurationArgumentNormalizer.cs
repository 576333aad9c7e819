namespace FlagDashboard.Cli;

/// <summary>
/// Rewrites the options that are also settings into the form that the command-line parser accepts. Like .NET configuration, the command
/// line then ignores the case of a setting's name. The parser cannot split <c>--a:b=value</c> itself, because it takes the colon for the
/// separator.
/// </summary>
internal static class ConfigurationArgumentNormalizer
{
    /// <summary>
    /// Replaces <c>--name=value</c> by two arguments, with the name in its defined upper and lower case. Returns other arguments unchanged.
    /// </summary>
    public static string[] Normalize(IEnumerable<string> args) => [.. args.SelectMany(Normalize)];

    private static string[] Normalize(string arg)
    {
        if (DashboardVerb.SettingOptionNames.FirstOrDefault(
            name => arg.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is not { } name)
            return [arg];
        var rest = arg[name.Length..];
        return rest.Length == 0 ? [name] : rest[0] == '=' ? [name, rest[1..]] : [arg];
    }
}
