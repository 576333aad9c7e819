using System.CommandLine;

namespace FlagDashboard.Cli;

/// <summary>No verb at all: serves the dashboard.</summary>
internal static class DashboardVerb
{
    private static readonly Option<string> Urls = CliOption.Text("URLS", "Where to listen; several are separated by ; (http://localhost:5080).", "--urls");
    private static readonly Option<string> Downloads = CliOption.Text("DIR", "Where downloaded flags are saved (downloads/).", "--Downloads");
    private static readonly Option<string> Remote = CliOption.Text("ADDRESS", "Where the site REMOTE is: http or https, with {cc} where the code goes, or a folder of {cc}/{cc}.png.", "--Sites:Remote:Url");

    /// <summary>The names of its options, which are settings too.</summary>
    public static IReadOnlyList<string> Settings { get; } = [Urls.Name, Downloads.Name, Remote.Name];

    public static RootCommand Build(Func<string[], Task<int>> dashboard)
    {
        var root = new RootCommand("Shows concurrency: the same downloads by several modes, racing on one clock. Without a command it serves the dashboard, a web page.")
        {
            Urls, Downloads, Remote,
        };
        root.SetAction(parsed => dashboard([.. root.Options.OfType<Option<string>>()
            .Select(option => (option.Name, Value: parsed.GetValue(option)))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Name}={setting.Value}")]));
        return root;
    }
}
