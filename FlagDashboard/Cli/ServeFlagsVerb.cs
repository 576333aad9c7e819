using System.CommandLine;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The verb <c>serve-flags</c>: runs only the built-in site, for HTTP clients written in any language.</summary>
/// <param name="addCoreServices">Registers the services that every verb needs.</param>
/// <param name="terminal">The output of the verb.</param>
internal sealed class ServeFlagsVerb(Action<IServiceCollection, IConfiguration> addCoreServices, ConsoleOutput terminal)
{
    private const string DefaultPort = "8001";

    private readonly Option<string> _port = CliOption.TextOption("N", "Port to listen on; 0 picks a free one (8001).", "--port");
    private readonly Option<string> _delay = CliOption.TextOption("MS", "Mean delay of the answers in ms, 0 to 4500 (0).", "--delay");
    private readonly Option<string> _jitter = CliOption.TextOption("MS", "Largest deviation from the mean delay in ms (0).", "--jitter");
    private readonly Option<string> _errorRate = CliOption.TextOption("P", "Share of answers that fail, from 0 to 1 (0).", "--error-rate");
    private readonly Option<string> _seed =
        CliOption.TextOption("N", "Seed of the delays and failures; a seed repeats them (612).", "--seed");

    /// <summary>Builds the command.</summary>
    public Command Build()
    {
        var command = new Command("serve-flags", "Serves only the flags, at GET /flags/{cc}/{cc}.png, for any HTTP client.")
        {
            _port, _delay, _jitter, _errorRate, _seed,
        };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        using var signals = new SignalHandler();
        var port = CliOption.ParseWholeNumber("--port", parsed.GetValue(_port) ?? DefaultPort, min: 0, max: ushort.MaxValue);
        FlagSiteOptions? options = null;
        await using var host = VerbHost.Build(addCoreServices, overrideServices: (services, _) => services.AddSingleton(_ => options!));
        options = new() { Port = port, DefaultTape = ReadTape(parsed, host) };

        await StartServer(host, port);
        var address = host.Get<FlagSiteFactory>().DisplayAddress(SiteId.Local);
        terminal.Out.WriteLine($"Flags are at {address}/{{cc}}/{{cc}}.png  (Ctrl+C stops it)");
        terminal.Out.WriteLine($"Try it: curl -o br.png {address}/br/br.png");
        await WaitFor(signals.Token);
        return ExitCode.Success;
    }

    private Tape ReadTape(ParseResult parsed, VerbHost host)
    {
        // Let PlanReader check the typed delays and error rate. PlanReader checks only complete plans, so this plan also has a country and
        // a mode. Any country and any mode would do.
        var reading = host.Get<PlanReader>().Read(new PlanDraft
        {
            Countries = [host.Get<CountryCatalog>().Pop20[0].Code],
            Modes = [host.Get<ModeCatalog>().All[0].Id],
            DelayMs = parsed.GetValue(_delay) ?? "0",
            JitterMs = parsed.GetValue(_jitter) ?? "0",
            ErrorRate = parsed.GetValue(_errorRate) ?? "0",
            Seed = parsed.GetValue(_seed) ?? new PlanDraft().Seed,
        });
        return reading.Plan is { } plan
            ? new(plan.Seed, plan.DelayMs, plan.JitterMs, plan.ErrorRate, plan.FailureKinds)
            : throw UsageException.Of(reading.Problems[0]);
    }

    private static async Task StartServer(VerbHost host, int port)
    {
        try
        {
            await host.StartFlagServer();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            var suggestion = port < ushort.MaxValue ? $"{port + 1}" : DefaultPort;
            throw new CommandFailedException(
                $"Port {port} cannot be used: {ReasonOf(error)}. Choose another: --port {suggestion}, or --port 0 for any free one.",
                    error);
        }
    }

    private static string ReasonOf(Exception error) => error switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied",
        SocketException socket => socket.Message,
        _ => "another program uses it",
    };

    private static async Task WaitFor(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
