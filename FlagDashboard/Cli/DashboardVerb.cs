using System.CommandLine;

namespace FlagDashboard.Cli;

/// <summary>No verb at all: serves the dashboard.</summary>
internal sealed class DashboardVerb(Func<string[], Task<int>> dashboard)
{
    /// <summary>The names of its options, which are settings too.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["--urls", "--Downloads", "--Sites:Remote:Url", "--data", "--History:MaxRaces", "--History:MaxDays"];

    private readonly Option<string>[] _settings =
    [
        CliOption.Text("URLS", "Where to listen; several are separated by ; (http://localhost:5080).", Settings[0]),
        CliOption.Text("DIR", "Where downloaded flags are saved (downloads/).", Settings[1]),
        CliOption.Text("ADDRESS", "Where the site REMOTE is: http or https, with {cc} where the code goes, or a folder of {cc}/{cc}.png.", Settings[2]),
        CliOption.Text("DIR", "Where races are kept, as DIR/history.db (FlagDashboard in your application data).", Settings[3]),
        CliOption.Text("N", "How many races are kept (10000).", Settings[4]),
        CliOption.Text("N", "For how many days (365).", Settings[5]),
    ];

    public RootCommand Build()
    {
        var root = new RootCommand("Shows concurrency: the same downloads by several modes, racing on one clock. Without a command it serves the dashboard, a web page.");
        foreach (var setting in _settings)
            root.Add(setting);
        root.SetAction(parsed => dashboard([.. _settings
            .Select(setting => (setting.Name, Value: parsed.GetValue(setting)))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Name}={setting.Value}")]));
        return root;
    }
}
