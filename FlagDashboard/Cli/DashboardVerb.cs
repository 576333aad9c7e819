using System.CommandLine;

namespace FlagDashboard.Cli;

/// <summary>Builds the root command, which runs if the user types no verb. It serves the dashboard.</summary>
/// <param name="serveDashboard">Serves the dashboard with the given settings until it is stopped, and returns the exit code.</param>
internal sealed class DashboardVerb(Func<string[], Task<int>> serveDashboard)
{
    private static readonly (string Name, string Argument, string Help)[] Settings =
    [
        ("--urls", "URLS", "Addresses to listen on, separated by semicolons (http://localhost:5080)."),
        ("--Downloads", "DIR", "Folder for downloaded flags (downloads/)."),
        (
            "--Sites:Remote:Url",
            "ADDRESS",
            "Address of the site REMOTE: an http or https address in which {cc} stands for the country code, "
            + "or a folder with {cc}/{cc}.png."),
        (
            "--Python",
            "PATH",
            "The Python that runs the modes in Python; none for no Python (the first on the PATH). "
            + "Several versions that race each other: \"3.11=PATH;3.13t=PATH\"."),
        ("--data", "DIR", "Folder for saved races, in DIR/history.db (FlagDashboard in your application data)."),
        ("--History:MaxRaces", "N", "Maximum number of saved races (10000)."),
        ("--History:MaxDays", "N", "Maximum age of saved races, in days (365)."),
        ("--History:MaxMegabytes", "N", "Maximum size of the saved logs, in MB (1024)."),
        ("--AllowedHosts", "NAMES", "Further host names to answer to, separated by semicolons (none)."),
        ("--AllowedOrigins", "ORIGINS", "Further origins whose pages may use the API, separated by semicolons (none)."),
        ("--BasePath", "PATH", "Path under which a proxy serves the dashboard, such as /flags-demo (the root)."),
        ("--TrustedProxies", "ADDRESSES", "Proxies whose X-Forwarded headers are believed: addresses or networks (the loopback)."),
    ];

    private readonly Option<string>[] _options =
        [.. Settings.Select(setting => CliOption.TextOption(setting.Argument, setting.Help, setting.Name))];

    /// <summary>
    /// The names of the options, with their dashes. The rest of each name is the name of a setting in appsettings.json, which the option
    /// overrides.
    /// </summary>
    public static IReadOnlyList<string> SettingOptionNames { get; } = [.. Settings.Select(setting => setting.Name)];

    /// <summary>Builds the root command.</summary>
    public RootCommand Build()
    {
        var root = new RootCommand(
            "Shows concurrency: several modes download the same flags and race on one clock. "
                + "Without a command, it serves the dashboard, a web page.");
        foreach (var option in _options)
            root.Add(option);
        root.SetAction(parsed => serveDashboard([.. _options
            .Select(option => (option.Name, Value: parsed.GetValue(option)))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Name}={setting.Value}")]));
        return root;
    }
}
