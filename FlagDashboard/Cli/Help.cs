using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FlagDashboard.Cli;

/// <summary>Help that reads well: no wider than a terminal, and with what a list of options cannot say.</summary>
internal static class Help
{
    private const int WidthOfAPipe = 80;

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
              {0} B C -l 10 -v        ten of BA to CZ, line by line
              {0} -a -s DELAY -m 100  every country, 100 at once
              {0} --mode async --delay 300 --json --repeat 5
              {0} BR --base-url http://localhost:8001/flags

            Exit codes:
              0    done, also when flags were not found or failed: that is a result
              1    flags could not be saved, something could not be started, or the mode
                   ended early: threads-map stops at the first flag that fails
              2    the command line is wrong
              130  interrupted by Ctrl+C; what was saved is kept

            """,
        ["serve-flags"] = """
            A request may ask for another network than the options do:
              /flags/br/br.png?delay=300&jitter=200&seed=612&errors=0.25&attempt=1

            Examples:
              {0}
              {0} --port 0 --delay 300 --jitter 200
              {0} --error-rate 0.25 --seed 7

            """,
    };

    /// <summary>How a command is called.</summary>
    public static string CallOf(Command command) =>
        command is RootCommand ? RootCommand.ExecutableName : $"{RootCommand.ExecutableName} {command.Name}";

    /// <summary>Gives the help of <paramref name="root"/>, and of all that is below it, a width and notes.</summary>
    public static void Improve(RootCommand root, Terminal terminal)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        help.Action = new Annotated((HelpAction)help.Action!, terminal);
    }

    private sealed class Annotated(HelpAction usual, Terminal terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            if (terminal.Redirected)
                usual.MaxWidth = WidthOfAPipe;
            var exitCode = usual.Invoke(parsed);
            var command = parsed.CommandResult.Command;
            if (Notes.TryGetValue(command is RootCommand ? "" : command.Name, out var notes))
                terminal.Out.WriteLine(notes.Replace("{0}", CallOf(command), StringComparison.Ordinal));
            return exitCode;
        }
    }
}
