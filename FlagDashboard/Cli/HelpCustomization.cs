using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FlagDashboard.Cli;

/// <summary>Extends the generated help with a width limit, examples and exit codes.</summary>
internal static class HelpCustomization
{
    private const int RedirectedWidth = 80;

    // The examples and exit codes of each command, by the name of the command. {0} is replaced by what a user types to run the program.
    private static readonly Dictionary<string, string> Notes = new()
    {
        [""] = """
            Examples:
              {0}
              {0} --urls http://localhost:8080
              {0} download BR CN IN
              {0} download --help

            """,
        ["download"] = """
            Examples:
              {0}                     the 20 most populous countries
              {0} B C -l 10 -v        the first 10 codes, a line each
              {0} -a -s DELAY -m 100  all countries, 100 at once
              {0} --mode async --delay 300 --json --repeat 5
              {0} BR --base-url http://localhost:8001/flags

            Exit codes:
              0    the download completed, even if some flags were not found or failed
              1    flags could not be saved, something could not be started, or the mode
                   ended early: threads-map stops at the first flag that fails
              2    the command line is wrong
              130  interrupted by Ctrl+C; flags saved so far are kept
              141  the program that read the output has ended
              143  ended by SIGTERM; flags saved so far are kept

            """,
        ["serve-flags"] = """
            A request can override the options with query parameters:
              /flags/br/br.png?delay=300&jitter=200&seed=612&errors=0.25&attempt=1

            Examples:
              {0}
              {0} --port 0 --delay 300 --jitter 200
              {0} --error-rate 0.25 --seed 7

            """,
    };

    /// <summary>Returns what a user types to run <paramref name="command"/>, such as <c>FlagDashboard download</c>.</summary>
    public static string InvocationOf(Command command) =>
        command is RootCommand ? RootCommand.ExecutableName : $"{RootCommand.ExecutableName} {command.Name}";

    /// <summary>
    /// Limits the width of the help of all commands if it goes to a file or a pipe, and appends the examples and exit codes.
    /// </summary>
    public static void Customize(RootCommand root, ConsoleOutput terminal)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        help.Action = new HelpWithNotesAction((HelpAction)help.Action!, terminal);
    }

    private sealed class HelpWithNotesAction(HelpAction generatedHelp, ConsoleOutput terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            if (terminal.IsRedirected)
                generatedHelp.MaxWidth = RedirectedWidth;
            var exitCode = generatedHelp.Invoke(parsed);
            var command = parsed.CommandResult.Command;
            if (Notes.TryGetValue(command is RootCommand ? "" : command.Name, out var notes))
                terminal.Out.WriteLine(notes.Replace("{0}", InvocationOf(command), StringComparison.Ordinal));
            return exitCode;
        }
    }
}
