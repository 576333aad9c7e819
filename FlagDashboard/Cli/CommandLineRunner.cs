using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using FlagDashboard.Flags;

namespace FlagDashboard.Cli;

/// <summary>
/// Parses the program's arguments and runs the requested verb. Reports every error as one line of text and an <see cref="ExitCode"/>.
/// </summary>
/// <param name="serveDashboard">Serves the dashboard with the given settings until it is stopped, and returns the exit code.</param>
/// <param name="addCoreServices">Registers the services that every verb needs.</param>
/// <param name="terminal">The streams to which the verbs write.</param>
internal sealed class CommandLineRunner(
    Func<string[], Task<int>> serveDashboard, Action<IServiceCollection, IConfiguration> addCoreServices, ConsoleOutput terminal)
{
    // Turns off response files (@file). Otherwise a mistyped code such as @BR would make the parser open a file.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the command in <paramref name="args"/>.</summary>
    /// <returns>The exit code of the process.</returns>
    public async Task<int> Run(string[] args)
    {
        var root = BuildCommands();
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var parsed = root.Parse(ConfigurationArgumentNormalizer.Normalize(args), Parsing);
        try
        {
            RequireCurrentFolder();
            if (FindProblem(root, parsed) is { } problem)
                throw new UsageException(problem);
            return await parsed.InvokeAsync(new()
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            });
        }
        catch (UsageException error)
        {
            WriteError(error.Message);
            WriteError($"Try: {HelpCustomization.InvocationOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }
        catch (OutputClosedException error) when (error.HadReader)
        {
            // The program that read this program's output, such as head, has ended. This program then ends without an error message, as
            // Unix programs usually do.
            return ExitCode.SigPipe;
        }
        // An IOException means that the output cannot be written, for example because the disk is full. The user gets its message in one
        // line, without a stack trace.
        catch (Exception error) when (error is CommandFailedException or InvalidConfigurationException or IOException)
        {
            WriteError(error.Message);
            return ExitCode.Failure;
        }
    }

    private void WriteError(string message)
    {
        try
        {
            terminal.Error.WriteLine(ReplaceControlCharacters(message));
        }
        catch (IOException)
        {
            // Standard error is not writable, so only the exit code reports the failure.
        }
    }

    // Fails early if the current folder was deleted, because the folders of flags and saved races are relative to it.
    private static void RequireCurrentFolder()
    {
        try
        {
            _ = Environment.CurrentDirectory;
        }
        catch (IOException error)
        {
            var name = Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } folder ? $", {folder}," : "";
            throw new CommandFailedException($"The current folder{name} no longer exists. Change to another one.", error);
        }
    }

    private RootCommand BuildCommands()
    {
        var culture = CultureInfo.CurrentUICulture;
        var root = new DashboardVerb(settings =>
        {
            // The command line writes its messages in English, so the UI culture is English up to here. The pages of the dashboard need the
            // original culture of the process, so it is restored.
            CultureInfo.CurrentUICulture = culture;
            return serveDashboard(settings);
        }).Build();
        root.Add(new DownloadVerb(addCoreServices, terminal).Build());
        root.Add(new ServeFlagsVerb(addCoreServices, terminal).Build());
        root.Add(new ModesVerb(addCoreServices, terminal).Build());
        HelpCustomization.Customize(root, terminal);
        return root;
    }

    private static string? FindProblem(RootCommand root, ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
            return parsed.Errors[0].Message;
        if (parsed.CommandResult.Command == root || parsed.Action is { ClearsParseErrors: true })
            return null;
        // The user typed a command, such as download, and perhaps also an option of the dashboard, such as --urls. The command would
        // silently ignore this option, so report the option as an error.
        var ignored = root.Options.OfType<Option<string>>()
            .FirstOrDefault(option => parsed.RootCommandResult.GetResult(option) is not null);
        return ignored is null ? null : $"{ignored.Name} is an option of the dashboard, which runs without a command.";
    }

    // A message may quote control characters that the user typed. They are replaced, because a terminal would execute them.
    private static string ReplaceControlCharacters(string message) => string.Concat(message.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
