using Spectre.Console;

namespace FlagDashboard.Cli;

/// <summary>Where the program speaks.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Redirected">Whether what was asked for goes into a file or a pipe: no control character may be in it.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Redirected)
{
    // A file or a pipe has no width to keep to: a row of a table stays on one line.
    private const int WidthOfAPipe = 200;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, Console.IsOutputRedirected);

    /// <summary><see cref="Out"/>, for tables and bars.</summary>
    public IAnsiConsole Drawing()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = Redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = Redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (Redirected)
            console.Profile.Width = WidthOfAPipe;
        return console;
    }
}
