using Spectre.Console;

namespace FlagDashboard.Cli;

/// <summary>The output streams of the program.</summary>
/// <param name="Out">Standard output: results.</param>
/// <param name="Error">Standard error: error messages.</param>
/// <param name="IsRedirected">
/// Whether <paramref name="Out"/> is a file or a pipe. Control characters must then not be written to it.
/// </param>
internal sealed record ConsoleOutput(TextWriter Out, TextWriter Error, bool IsRedirected)
{
    // The assumed width of a file or pipe, in characters. It keeps each row of a table on one line.
    private const int RedirectedWidth = 200;

    /// <summary>Returns the output streams of this process. From now on, writing to them throws if no program reads them.</summary>
    public static ConsoleOutput OfProcess()
    {
        OutputStream.UseForConsole();
        return new(Console.Out, Console.Error, Console.IsOutputRedirected);
    }

    /// <summary>Creates a console on <see cref="Out"/> that can draw tables and progress bars.</summary>
    public IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = IsRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (IsRedirected)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
