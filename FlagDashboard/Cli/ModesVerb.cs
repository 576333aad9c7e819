using System.CommandLine;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using Spectre.Console;

namespace FlagDashboard.Cli;

/// <summary>The verb <c>modes</c>: lists the modes.</summary>
/// <param name="addCoreServices">Registers the services that every verb needs.</param>
/// <param name="terminal">The output of the verb.</param>
internal sealed class ModesVerb(Action<IServiceCollection, IConfiguration> addCoreServices, ConsoleOutput terminal)
{
    private readonly Option<bool> _json = CliOption.Switch("Print the list as JSON.", "--json");

    /// <summary>Builds the command.</summary>
    public Command Build()
    {
        var command = new Command("modes", "Lists the modes: the ways to run many downloads.") { _json };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        await using var host = VerbHost.Build(addCoreServices);
        var modes = host.Get<ModeCatalog>().All;
        if (parsed.GetValue(_json))
            PrintJson(modes);
        else
            PrintTable(modes);
        return ExitCode.Success;
    }

    private void PrintJson(IEnumerable<ModeInfo> modes) => terminal.Out.WriteLine(
        JsonSerializer.Serialize(modes.Select(mode => new { mode.Id, mode.Title, mode.Summary }), RaceJson.Options));

    private void PrintTable(IEnumerable<ModeInfo> modes)
    {
        var table = new Table().Border(TableBorder.None).AddColumns(
            new TableColumn("MODE").NoWrap(), new TableColumn("TITLE").NoWrap(), new TableColumn("WHAT IT DOES"));
        foreach (var mode in modes)
            table.AddRow(new Text(mode.Id), new Text(mode.Title), new Text(mode.Summary));
        terminal.CreateConsole().Write(table);
    }
}
