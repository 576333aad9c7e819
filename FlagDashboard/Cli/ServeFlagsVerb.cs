using System.CommandLine;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary><c>serve-flags</c>: runs the built-in site by itself, for clients of any language.</summary>
internal sealed class ServeFlagsVerb(Action<IServiceCollection, IConfiguration> rooms, Terminal terminal)
{
    private const string UsualPort = "8001";

    private readonly Option<string> _port = CliOption.Text("N", "The port to listen on; 0 for any free one (8001).", "--port");
    private readonly Option<string> _delay = CliOption.Text("MS", "The middle of the delays, 0 to 4500 (0).", "--delay");
    private readonly Option<string> _jitter = CliOption.Text("MS", "How far a delay may be from the middle (0).", "--jitter");
    private readonly Option<string> _errorRate = CliOption.Text("P", "How many answers fail, from 0 to 1 (0).", "--error-rate");
    private readonly Option<string> _seed = CliOption.Text("N", "Which delays and failures: the same seed, the same ones (612).", "--seed");

    public Command Build()
    {
        var command = new Command("serve-flags", "Serves the flags alone: GET /flags/{cc}/{cc}.png, for clients of any kind.") { _port, _delay, _jitter, _errorRate, _seed };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        using var interrupt = new SignalHandler();
        var port = CliOption.Whole("--port", parsed.GetValue(_port) ?? UsualPort, least: 0, most: ushort.MaxValue);
        FlagSiteOptions? options = null;
        await using var host = VerbHost.Build(rooms, instead: (services, _) => services.AddSingleton(_ => options!));
        options = new() { Port = port, Usual = Tape(parsed, host) };

        await Start(host, port);
        var address = host.Get<FlagSites>().DisplayAddress(SiteId.Local);
        terminal.Out.WriteLine($"Flags are at {address}/{{cc}}/{{cc}}.png  (Ctrl+C stops it)");
        terminal.Out.WriteLine($"Try it: curl -o br.png {address}/br/br.png");
        await Interrupted(interrupt.Token);
        return ExitCode.Done;
    }

    private Tape Tape(ParseResult parsed, VerbHost host)
    {
        // A plan of anything: only what it says of the network is wanted, by the same rules.
        var reading = host.Get<PlanReader>().Read(new PlanDraft
        {
            Countries = [host.Get<CountryCatalog>().Pop20[0].Code],
            Modes = [host.Get<ModeCatalog>().All[0].Id],
            DelayMs = parsed.GetValue(_delay) ?? "0",
            JitterMs = parsed.GetValue(_jitter) ?? "0",
            ErrorRate = parsed.GetValue(_errorRate) ?? "0",
            Seed = parsed.GetValue(_seed) ?? new PlanDraft().Seed,
        });
        return reading.Plan is { } plan ? new(plan.Seed, plan.DelayMs, plan.JitterMs, plan.ErrorRate, plan.Mix) : throw UsageException.Of(reading.Problems[0]);
    }

    private static async Task Start(VerbHost host, int port)
    {
        try
        {
            await host.StartSite();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new FailureException($"Port {port} cannot be used: {Reason(error)}. Choose another: --port {(port < ushort.MaxValue ? port + 1 : UsualPort)}, or --port 0 for any free one.", error);
        }
    }

    private static string Reason(Exception error) => error switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "no permission",
        SocketException socket => socket.Message,
        _ => "another program has it",
    };

    private static async Task Interrupted(CancellationToken interrupted)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interrupted.Register(source.SetResult);
        await source.Task;
    }
}
