using System.CommandLine;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary><c>download</c>: runs one mode in the terminal.</summary>
internal sealed class DownloadVerb(Action<IServiceCollection, IConfiguration> rooms, Terminal terminal)
{
    // A downloader's thread must not wait for the pool to grow while the site needs it too.
    private const int PoolThreads = 32;

    private readonly Argument<string[]> _codes = new("CC") { Arity = ArgumentArity.ZeroOrMore, Description = "Country codes, or first letters: B stands for BA to BZ. Without any: the 20 most populous countries." };
    private readonly Option<bool> _all = CliOption.Switch("Every known country, whatever CC says.", "--all", "-a");
    private readonly Option<bool> _every = CliOption.Switch("Every code from AA to ZZ, most of which no site has.", "--every", "-e");
    private readonly Option<string> _limit = CliOption.Text("N", "Only the first N codes.", "--limit", "-l");
    private readonly Option<string> _maxReq = CliOption.Text("N", $"Downloads at once, 1 to {DefaultWorkers.Most}, and no more than codes: 1 for sequential, 30 for threads, 5 for async, one per processor for processes.", "--max_req", "-m");
    private readonly Option<string> _server = CliOption.Text("SITE", "LOCAL (no delay), DELAY (0.5 to 5 s), ERROR (the same, and a quarter fails) or REMOTE. LOCAL, unless another option asks for more.", "--server", "-s");
    private readonly Option<bool> _verbose = CliOption.Switch("A line for each flag instead of the progress bar.", "--verbose", "-v");
    private readonly Option<string> _mode = CliOption.Text("MODE", "How to download; the command modes lists them (threads-as-completed).", "--mode");
    private readonly Option<string> _seed = CliOption.Text("N", "Which delays and failures: the same seed, the same ones (612).", "--seed");
    private readonly Option<string> _delay = CliOption.Text("MS", "The middle of the delays of DELAY and ERROR, 0 to 4500 (2750).", "--delay");
    private readonly Option<string> _jitter = CliOption.Text("MS", "How far a delay may be from the middle (2250, or 0 if a delay is given).", "--jitter");
    private readonly Option<string> _errorRate = CliOption.Text("P", "How many answers of ERROR fail, from 0 to 1 (0.25).", "--error-rate");
    private readonly Option<string> _out = CliOption.Text("DIR", "Where flags are saved, as DIR/{cc}.png (downloads/).", "--out");
    private readonly Option<string> _repeat = CliOption.Text("N", "Run N times in this process (1).", "--repeat");
    private readonly Option<bool> _json = CliOption.Switch("One line of JSON for each run, and nothing else.", "--json");
    private readonly Option<string> _baseUrl = CliOption.Text("URL", "Download URL/{cc}/{cc}.png from a site of your choice.", "--base-url");
    private readonly Option<string> _remote = CliOption.Text("ADDRESS", "Where REMOTE is, if no setting says so.", "--Sites:Remote:Url");

    public Command Build()
    {
        var command = new Command("download", "Downloads flags, saves them, and says how it went.")
        {
            _codes, _all, _every, _limit, _maxReq, _server, _verbose, _mode, _seed, _delay, _jitter, _errorRate, _out, _repeat, _json, _baseUrl, _remote,
        };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        using var interrupt = new SignalHandler();
        var request = Read(parsed);
        await using var host = VerbHost.Build(
            rooms,
            new Dictionary<string, string?> { ["Sites:Remote:Url"] = request.BaseUrl ?? parsed.GetValue(_remote), ["Downloads"] = Folder(parsed) },
            (services, configuration) => services.AddSingleton(_ => new FlagStore(configuration["Downloads"] ?? "downloads", FlagLayout.Flat)));
        var (plan, times) = (request.Plan(host.Get<CountryCatalog>(), host.Get<PlanReader>()), request.Repeats);

        TryStore(host.Get<FlagStore>());
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        if (plan.Site != SiteId.Remote)
            await host.StartFlagServer();
        return await new DownloadRunner(host, plan, Reporter(parsed, host), interrupt).Run(times);
    }

    private DownloadRequest Read(ParseResult parsed) => new()
    {
        Named = parsed.GetValue(_codes) ?? [],
        All = parsed.GetValue(_all),
        Every = parsed.GetValue(_every),
        Limit = parsed.GetValue(_limit),
        MaxReq = parsed.GetValue(_maxReq),
        Server = parsed.GetValue(_server),
        BaseUrl = parsed.GetValue(_baseUrl),
        Mode = parsed.GetValue(_mode) ?? new DownloadRequest().Mode,
        Delay = parsed.GetValue(_delay),
        Jitter = parsed.GetValue(_jitter),
        ErrorRate = parsed.GetValue(_errorRate),
        Seed = parsed.GetValue(_seed),
        Repeat = parsed.GetValue(_repeat),
    };

    private IRunReporter Reporter(ParseResult parsed, VerbHost host)
    {
        var verbose = parsed.GetValue(_verbose);
        if (parsed.GetValue(_json))
            return new JsonRunReporter(terminal.Out, terminal.Error, verbose);
        var view = verbose ? new VerboseDisplay(terminal.Out) : Progress();
        return new TextRunReporter(terminal.Out, view, host.Get<ModeCatalog>(), host.Get<FlagSites>());
    }

    // A bar moves the cursor: never in a file or a pipe, nor on a terminal that has none.
    private IProgressDisplay Progress() => terminal.CreateConsole() is { Profile.Capabilities: { Ansi: true, Interactive: true } } console ? new BarDisplay(console) : new PlainDisplay(terminal.Out);

    private string? Folder(ParseResult parsed) =>
        parsed.GetValue(_out) is "" ? throw new UsageException("--out: Name a folder.") : parsed.GetValue(_out);

    private static void TryStore(FlagStore store)
    {
        try
        {
            store.EnsureWritable();
        }
        catch (SaveException error)
        {
            throw new FailureException($"Flags cannot be saved in {store.Root}: {error.Reason}. Choose another folder: --out DIR", error);
        }
    }
}
