using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Modes;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The download that a command line asks for, as it was typed; an option that was not typed is null.</summary>
internal sealed record DownloadRequest
{
    /// <summary>The mode of a command line that names none.</summary>
    public const string DefaultMode = ThreadsAsCompleted.Id;

    /// <summary>The arguments: country codes, or their first letters.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Whether to download every known country.</summary>
    public bool All { get; init; }

    /// <summary>Whether to ask for every code from AA to ZZ.</summary>
    public bool AllPossibleCodes { get; init; }

    /// <summary>The most codes to download, a whole number from 1.</summary>
    public string? Limit { get; init; }

    /// <summary>The address of another site.</summary>
    /// <exception cref="UsageException">Set to a text that is no http or https address.</exception>
    public string? BaseUrl
    {
        get;
        init => field = value is null ? null : ValidateAddress("--base-url", value);
    }

    /// <summary>The number of runs.</summary>
    public string? RepeatText { get; init; }

    /// <summary>The texts of the plan's fields that were typed; each of the fields has a <see cref="PlanField.Option"/>.</summary>
    public IReadOnlyDictionary<PlanField, string> Fields { get; init; } = new Dictionary<PlanField, string>();

    /// <summary>The number of runs; 1 by default.</summary>
    /// <exception cref="UsageException"><see cref="RepeatText"/> breaks the rule of <see cref="Plans.RepeatCount"/>.</exception>
    public int Repeat => RepeatText is null ? RepeatCount.Once
        : RepeatCount.Read(RepeatText) is { Problem: null, Count: var count } ? count
        : throw new UsageException($"--repeat: {RepeatCount.Read(RepeatText).Problem}");

    /// <summary>Creates the plan, with the same reader and rules as the page.</summary>
    /// <exception cref="UsageException">The request breaks a rule.</exception>
    public RacePlan Plan(CountryCatalog catalog, ModeCatalog modes, PlanReader reader)
    {
        var codes = CodeSelection.Of(
            catalog, Codes, All, AllPossibleCodes, Limit is null ? null : CliOption.ParseWholeNumber("--limit", Limit));
        var mode = Typed(PlanFields.Modes) ?? DefaultMode;
        var draft = PlanFields.All.Aggregate(
            new PlanDraft(), (draft, field) => (Typed(field) ?? field.Option?.Default) is { } text ? field.With(draft, text) : draft);
        var reading = reader.Read(draft with
        {
            Countries = codes,
            AnyCode = true,
            Modes = [mode],
            Workers = WorkerCount.For(modes.Find(mode), Typed(PlanFields.Workers), codes.Count).ToString(CultureInfo.InvariantCulture),
            Site = Site(),
            // A person who types a delay without a jitter means exactly that delay, so the jitter is 0.
            JitterMs = Typed(PlanFields.JitterMs) ?? (Typed(PlanFields.DelayMs) is null ? draft.JitterMs : "0"),
        });
        return reading.Plan ?? throw UsageException.Of(reading.Problems[0]);
    }

    private string? Typed(PlanField field) => Fields.GetValueOrDefault(field);

    // Without --server, the site follows from the other options that were typed. With --server, an option that the site ignores is an
    // error.
    private string Site()
    {
        var errorRate = Typed(PlanFields.ErrorRate);
        var delayOrJitter = Typed(PlanFields.DelayMs) ?? Typed(PlanFields.JitterMs);
        var site = Typed(PlanFields.Site)
            ?? (BaseUrl is not null ? nameof(SiteId.Remote)
            : errorRate is not null ? nameof(SiteId.Error)
            : delayOrJitter is not null ? nameof(SiteId.Delay)
            : nameof(SiteId.Local));
        if (BaseUrl is not null && !Is(SiteId.Remote))
            throw new UsageException("--base-url is a site of its own: give it or --server, not both.");
        if (errorRate is not null && (Is(SiteId.Local) || Is(SiteId.Delay) || Is(SiteId.Remote)))
            throw new UsageException($"--error-rate is for the site ERROR; {site.ToUpperInvariant()} never fails on purpose.");
        if (delayOrJitter is not null && (Is(SiteId.Local) || Is(SiteId.Remote)))
        {
            throw new UsageException(
                $"--delay and --jitter are for the sites DELAY and ERROR; {site.ToUpperInvariant()} is as fast as it can be.");
        }

        return site;

        bool Is(SiteId id) => site.Equals(id.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string ValidateAddress(string option, string text)
    {
        try
        {
            _ = RemotePattern.Parse(text);
            return text;
        }
        catch (FormatException error)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
