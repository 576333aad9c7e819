using System.CommandLine;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The verb <c>download</c>: downloads flags with one mode and shows the progress in the terminal.</summary>
internal sealed class DownloadVerb(Action<IServiceCollection, IConfiguration> addCoreServices, ConsoleOutput terminal)
{
    private readonly Argument<string[]> _codes = new("CC")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Country codes, or first letters: B stands for BA to BZ. Without any: the 20 most populous countries.",
    };

    private readonly PlanOptions _plan = new();

    private readonly Option<bool> _all = CliOption.Switch("Every known country, instead of CC.", "--all", "-a");

    private readonly Option<bool> _every = CliOption.Switch(
        "Every code from AA to ZZ, instead of CC. Most of them belong to no country.", "--every", "-e");

    private readonly Option<string> _limit = CliOption.TextOption("N", "Only the first N codes.", "--limit", "-l");

    private readonly Option<bool> _verbose = CliOption.Switch("Print a line for each flag instead of a progress bar.", "--verbose", "-v");

    private readonly Option<string> _out = CliOption.TextOption("DIR", "Where to save flags, as DIR/{cc}.png (downloads/).", "--out");

    private readonly Option<string> _repeat = CliOption.TextOption(
        "N", $"Run N times in this process (1), up to {RepeatRules.MaxOnCommandLine}, and print the median and the range.", "--repeat");

    private readonly Option<bool> _json = CliOption.Switch("Print one line of JSON for each run, and nothing else.", "--json");

    private readonly Option<string> _baseUrl = CliOption.TextOption("URL", "Download URL/{cc}/{cc}.png from another site.", "--base-url");

    private readonly Option<string> _remote = CliOption.TextOption(
        "ADDRESS", "The address of REMOTE, if no setting has it.", "--Sites:Remote:Url");

    private readonly Option<string> _python = CliOption.TextOption(
        "PATH", "The Python that runs the modes in Python, or several: \"3.11=PATH;3.13t=PATH\" (the first on the PATH).", "--Python");

    /// <summary>Builds the command.</summary>
    public Command Build()
    {
        var command = new Command("download", "Downloads flags, saves them, and prints the result.") { _codes, _all, _every, _limit };
        foreach (var option in _plan.All)
            command.Add(option);
        foreach (var option in (Option[])[_baseUrl, _remote, _python, _out, _repeat, _verbose, _json])
            command.Add(option);
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private async Task<int> Run(ParseResult parsed)
    {
        using var interrupt = new SignalHandler();
        var request = Read(parsed);
        await using var host = VerbHost.Build(
            addCoreServices,
            new Dictionary<string, string?>
            {
                ["Sites:Remote:Url"] = request.BaseUrl ?? parsed.GetValue(_remote),
                ["Downloads"] = Folder(parsed),
                ["Python"] = parsed.GetValue(_python),
            },
            (services, configuration) => services.AddSingleton(
                _ => new FlagStore(configuration["Downloads"] ?? "downloads", FlagStoreLayout.Flat)));
        var plan = request.CreatePlan(host.Get<CountryCatalog>(), host.Get<ModeCatalog>(), host.Get<PlanReader>());
        var repeats = request.RaceCount;

        EnsureWritable(host.Get<FlagStore>());
        ThreadPoolSizing.EnsureThreads(plan.Workers);
        if (plan.Site != SiteId.Remote)
            await host.StartFlagServer();
        return await new DownloadRunner(host, plan, CreateReporter(parsed, host), interrupt).Run(repeats);
    }

    private DownloadArguments Read(ParseResult parsed) => new()
    {
        TypedCodes = parsed.GetValue(_codes) ?? [],
        IsAllCountries = parsed.GetValue(_all),
        IsAllPossibleCodes = parsed.GetValue(_every),
        LimitText = parsed.GetValue(_limit),
        BaseUrl = parsed.GetValue(_baseUrl),
        RepeatText = parsed.GetValue(_repeat),
        FieldTexts = _plan.Read(parsed),
    };

    private IRunReporter CreateReporter(ParseResult parsed, VerbHost host)
    {
        var verbose = parsed.GetValue(_verbose);
        if (parsed.GetValue(_json))
            return new JsonRunReporter(terminal.Out, terminal.Error, verbose);
        var view = verbose ? new VerboseDisplay(terminal.Out) : CreateProgressDisplay();
        return new TextRunReporter(
            terminal.Out, view, host.Get<ModeCatalog>(), host.Get<FlagSiteFactory>(), host.Get<FlagStore>().RootFolder);
    }

    // A progress bar moves the cursor, which files, pipes and some terminals do not support. There, progress is printed as plain lines.
    private IProgressDisplay CreateProgressDisplay() =>
        terminal.CreateConsole() is { Profile.Capabilities: { Ansi: true, Interactive: true } } console
            ? new ProgressBarDisplay(console)
            : new PlainDisplay(terminal.Out);

    private string? Folder(ParseResult parsed) =>
        parsed.GetValue(_out) is "" ? throw new UsageException("--out: Name a folder.") : parsed.GetValue(_out);

    private static void EnsureWritable(FlagStore store)
    {
        try
        {
            store.EnsureWritable();
        }
        catch (SaveException error)
        {
            throw new CommandFailedException(
                $"Flags cannot be saved in {store.RootFolder}: {error.Reason}. Choose another folder: --out DIR", error);
        }
    }
}
