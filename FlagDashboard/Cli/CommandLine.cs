using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using FlagDashboard.Flags;

namespace FlagDashboard.Cli;

/// <summary>What can be asked of the program. Bad usage and what cannot be done here are one plain line each, and an exit code.</summary>
/// <param name="dashboard">Serves the dashboard with these settings.</param>
/// <param name="rooms">Adds the rooms that every verb needs.</param>
/// <param name="terminal">Where it speaks.</param>
internal sealed class CommandLine(Func<string[], Task<int>> dashboard, Action<IServiceCollection, IConfiguration> rooms, Terminal terminal)
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Does what <paramref name="args"/> say.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(string[] args)
    {
        var culture = CultureInfo.CurrentUICulture;
        var root = new DashboardVerb(settings =>
        {
            // The page speaks the language of its visitors; the command line speaks English.
            CultureInfo.CurrentUICulture = culture;
            return dashboard(settings);
        }).Build();
        root.Add(new DownloadVerb(rooms, terminal).Build());
        root.Add(new ServeFlagsVerb(rooms, terminal).Build());
        root.Add(new ModesVerb(rooms, terminal).Build());
        Help.Improve(root, terminal);

        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var parsed = root.Parse(SettingArguments.Normalize(args), Parsing);
        try
        {
            if (Problem(root, parsed) is { } problem)
                throw new UsageException(problem);
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Out, Error = terminal.Error });
        }
        catch (UsageException error)
        {
            await terminal.Error.WriteLineAsync(OneLine(error.Message));
            await terminal.Error.WriteLineAsync($"Try: {Help.CallOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }
        // The last is an output that cannot be written, such as a file on a full disk.
        catch (Exception error) when (error is FailureException or SettingException or IOException)
        {
            await terminal.Error.WriteLineAsync(OneLine(error.Message));
            return ExitCode.Failure;
        }
    }

    private static string? Problem(RootCommand root, ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
            return parsed.Errors[0].Message;
        // Settings of the dashboard would be ignored by a verb: say so.
        var stray = parsed.CommandResult.Command == root || parsed.Action is { ClearsParseErrors: true } ? null
            : root.Options.OfType<Option<string>>().FirstOrDefault(option => parsed.RootCommandResult.GetResult(option) is not null);
        return stray is null ? null : $"{stray.Name} is for the dashboard, and goes without a command.";
    }

    // What was typed may hold anything.
    private static string OneLine(string message) => string.Concat(message.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
