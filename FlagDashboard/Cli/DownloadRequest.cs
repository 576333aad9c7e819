using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>What the command line says about a download, as it was typed; null where it is silent.</summary>
internal sealed record DownloadRequest
{
    // Uniform from 0.5 to 5 s, as in the book's scripts.
    private const string UsualDelay = "2750";
    private const string UsualJitter = "2250";

    public IReadOnlyList<string> Named { get; init; } = [];

    public bool All { get; init; }

    public bool Every { get; init; }

    public string? Limit { get; init; }

    public string? MaxReq { get; init; }

    public string? Server { get; init; }

    /// <exception cref="UsageException">Set to what is no http or https address.</exception>
    public string? BaseUrl
    {
        get;
        init => field = value is null ? null : Address("--base-url", value);
    }

    public string Mode { get; init; } = "threads-as-completed";

    public string? Delay { get; init; }

    public string? Jitter { get; init; }

    public string? ErrorRate { get; init; }

    public string? Seed { get; init; }

    public string? Repeat { get; init; }

    /// <summary>How many runs.</summary>
    /// <exception cref="UsageException">It is no such number.</exception>
    public int Repeats => Repeat is null ? 1 : CliOption.WholeNumber("--repeat", Repeat);

    /// <summary>The plan, by the same reader and rules as on the page.</summary>
    /// <exception cref="UsageException">It has none.</exception>
    public RacePlan Plan(CountryCatalog catalog, PlanReader reader)
    {
        var codes = CodeSelection.Of(catalog, Named, All, Every, Limit is null ? null : CliOption.WholeNumber("--limit", Limit));
        var usual = new PlanDraft();
        var reading = reader.Read(new PlanDraft
        {
            Countries = codes,
            AnyCode = true,
            Modes = [Mode],
            Workers = DefaultWorkers.For(Mode, MaxReq, codes.Count).ToString(CultureInfo.InvariantCulture),
            Site = Site(),
            DelayMs = Delay ?? UsualDelay,
            JitterMs = Jitter ?? (Delay is null ? UsualJitter : "0"),
            ErrorRate = ErrorRate ?? usual.ErrorRate,
            Seed = Seed ?? usual.Seed,
        });
        return reading.Plan ?? throw UsageException.Of(reading.Problems[0]);
    }

    // What was asked of the network says which site is meant, if nothing else does; what the site meant cannot do is not left unsaid.
    private string Site()
    {
        var site = Server
            ?? (BaseUrl is not null ? nameof(SiteId.Remote)
            : ErrorRate is not null ? nameof(SiteId.Error)
            : Delay is not null || Jitter is not null ? nameof(SiteId.Delay)
            : nameof(SiteId.Local));
        if (BaseUrl is not null && !Is(SiteId.Remote))
            throw new UsageException("--base-url is a site of its own: give it or --server, not both.");
        if (ErrorRate is not null && (Is(SiteId.Local) || Is(SiteId.Delay) || Is(SiteId.Remote)))
            throw new UsageException($"--error-rate is for the site ERROR; {site.ToUpperInvariant()} never fails on purpose.");
        if ((Delay ?? Jitter) is not null && (Is(SiteId.Local) || Is(SiteId.Remote)))
            throw new UsageException($"--delay and --jitter are for the sites DELAY and ERROR; {site.ToUpperInvariant()} is as fast as it can be.");
        return site;

        bool Is(SiteId id) => site.Equals(id.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Address(string option, string text)
    {
        try
        {
            return RemotePattern.Parse(text).ToString();
        }
        catch (FormatException error)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
