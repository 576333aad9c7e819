namespace FlagDashboard.Cli;

/// <summary>The dashboard's options are settings as well: taken in any case, with a space or an equals sign, whatever colons their names have.</summary>
internal static class SettingArguments
{
    public static string[] Normalize(IEnumerable<string> args) => [.. args.SelectMany(Normalize)];

    private static string[] Normalize(string arg)
    {
        if (DashboardVerb.Settings.FirstOrDefault(name => arg.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is not { } name)
            return [arg];
        var rest = arg[name.Length..];
        return rest.Length == 0 ? [name] : rest[0] == '=' ? [name, rest[1..]] : [arg];
    }
}
