using FlagDashboard.Cli;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Python;

namespace FlagDashboard.Tests.Cli;

/// <summary>A command line without a process: what it printed, and its exit code.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>The ids of the product's modes.</summary>
    public static IReadOnlyList<string> Modes { get; } =
        [.. EveryMode.Ids, .. EveryPythonMode.Ids];

    public static async Task<CliResult> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var line = new CommandLineRunner(
            settings =>
            {
                output.WriteLine($"dashboard {string.Join(' ', settings)}");
                return Task.FromResult(0);
            },
            (services, configuration) => services.AddCoreServices(configuration),
            new ConsoleOutput(output, error, IsRedirected: true));
        return new(await line.Run(args), output.ToString(), error.ToString());
    }
}
