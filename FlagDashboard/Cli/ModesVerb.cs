using System.CommandLine;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using Spectre.Console;

namespace FlagDashboard.Cli;

/// <summary><c>modes</c>: lists them.</summary>
internal sealed class ModesVerb(Action<IServiceCollection, IConfiguration> rooms, Terminal terminal)
{
    private readonly Option<bool> _json = CliOption.Switch("The list as JSON.", "--json");

    public Command Build()
    {
        var command = new Command("modes", "Lists the ways to download.") { _json };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        await using var host = VerbHost.Build(rooms);
        var modes = host.Get<ModeCatalog>().All;
        if (parsed.GetValue(_json))
            terminal.Out.WriteLine(JsonSerializer.Serialize(modes.Select(mode => new { mode.Id, mode.Title, mode.Summary }), RaceJson.Options));
        else
            Print(modes);
        return ExitCode.Done;
    }

    private void Print(IEnumerable<ModeInfo> modes)
    {
        var table = new Table().Border(TableBorder.None).AddColumns(new TableColumn("MODE").NoWrap(), new TableColumn("TITLE").NoWrap(), new TableColumn("WHAT IT DOES"));
        foreach (var mode in modes)
            table.AddRow(new Text(mode.Id), new Text(mode.Title), new Text(mode.Summary));
        terminal.Drawing().Write(table);
    }
}
