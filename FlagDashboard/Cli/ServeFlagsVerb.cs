using System.CommandLine;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Races;

namespace FlagDashboard.Cli;

/// <summary><c>serve-flags</c>: runs the built-in site by itself, for clients of any language.</summary>
internal sealed class ServeFlagsVerb(Action<IServiceCollection, IConfiguration> rooms)
{
    private const string UsualPort = "8001";

    private readonly Option<string> _port = Spoken.Text("N", "The port to listen on; 0 for any free one (8001).", "--port");
    private readonly Option<string> _delay = Spoken.Text("MS", "The middle of the delays, 0 to 4500 (0).", "--delay");
    private readonly Option<string> _jitter = Spoken.Text("MS", "How far a delay may be from the middle (0).", "--jitter");
    private readonly Option<string> _errorRate = Spoken.Text("P", "How many answers fail, from 0 to 1 (0).", "--error-rate");
    private readonly Option<string> _seed = Spoken.Text("N", "Which delays and failures: the same seed, the same ones (612).", "--seed");

    public Command Build()
    {
        var command = new Command("serve-flags", "Serves the flags alone: GET /flags/{cc}/{cc}.png, for clients of any kind.") { _port, _delay, _jitter, _errorRate, _seed };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        using var interrupt = new Interrupt();
        var port = DownloadRequest.Whole("--port", parsed.GetValue(_port) ?? UsualPort, least: 0, most: ushort.MaxValue)!.Value;
        FlagSiteOptions? options = null;
        await using var house = House.Build(rooms, instead: (services, _) => services.AddSingleton(_ => options!));
        options = new() { Port = port, Usual = Tape(parsed, house) };

        await Start(house, port, interrupt.Token);
        var address = house.Get<FlagSites>().Whereabouts(SiteId.Local);
        Console.WriteLine($"Flags are at {address}/{{cc}}/{{cc}}.png  (Ctrl+C stops it)");
        Console.WriteLine($"Try it: curl -o br.png {address}/br/br.png");
        await Interrupted(interrupt.Token);
        return ExitCode.Done;
    }

    private Tape Tape(ParseResult parsed, House house)
    {
        // A plan of anything: only what it says of the network is wanted, by the same rules.
        var reading = house.Get<PlanReader>().Read(new PlanDraft
        {
            Countries = [house.Get<CountryCatalog>().Pop20[0].Code],
            Modes = [house.Get<ModeDirectory>().All[0].Info.Id],
            DelayMs = parsed.GetValue(_delay) ?? "0",
            JitterMs = parsed.GetValue(_jitter) ?? "0",
            ErrorRate = parsed.GetValue(_errorRate) ?? "0",
            Seed = parsed.GetValue(_seed) ?? new PlanDraft().Seed,
        });
        return reading.Plan is { } plan ? new(plan.Seed, plan.DelayMs, plan.JitterMs, plan.ErrorRate, plan.Mix) : throw DownloadRequest.Refusal(reading.Problems[0]);
    }

    private static async Task Start(House house, int port, CancellationToken interrupted)
    {
        try
        {
            await house.StartSite(interrupted);
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
