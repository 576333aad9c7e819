using System.CommandLine;

namespace FlagDashboard.Cli;

/// <summary>The command without a verb: serves the dashboard.</summary>
/// <param name="serveDashboard">Serves the dashboard with the given settings until it is stopped, and returns the exit code.</param>
internal sealed class DashboardVerb(Func<string[], Task<int>> serveDashboard)
{
    private readonly Option<string>[] _options =
    [
        CliOption.Text("URLS", "Addresses to listen on, separated by semicolons (http://localhost:5080).", SettingNames[0]),
        CliOption.Text("DIR", "Folder for downloaded flags (downloads/).", SettingNames[1]),
        CliOption.Text(
            "ADDRESS",
            "Address of the site REMOTE: an http or https address in which {cc} stands for the country code, "
                + "or a folder with {cc}/{cc}.png.",
            SettingNames[2]),
        CliOption.Text("DIR", "Folder for saved races, in DIR/history.db (FlagDashboard in your application data).", SettingNames[3]),
        CliOption.Text("N", "Maximum number of saved races (10000).", SettingNames[4]),
        CliOption.Text("N", "Maximum age of saved races, in days (365).", SettingNames[5]),
    ];

    /// <summary>The names of the options. Each is also the name of a setting in appsettings.json and the environment.</summary>
    public static IReadOnlyList<string> SettingNames { get; } =
        ["--urls", "--Downloads", "--Sites:Remote:Url", "--data", "--History:MaxRaces", "--History:MaxDays"];

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
