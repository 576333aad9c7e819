using System.Globalization;
using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>
/// The query of a request to the built-in site. It contains the tape, the number of the attempt, and the race and run that sent the
/// request.
/// </summary>
internal readonly struct FlagRequestQuery
{
    /// <summary>The longest delay in a request, in ms. The jitter may be as large as the delay.</summary>
    public const double MaxDelayMs = 60_000;

    /// <summary>Parses <paramref name="query"/>. A missing parameter of the tape gets its value from <paramref name="usual"/>.</summary>
    public FlagRequestQuery(IQueryCollection query, Tape usual)
    {
        var delay = ParseNumber(query, "delay", 0, MaxDelayMs, usual.DelayMs, out var badDelay);
        var jitter = ParseNumber(query, "jitter", 0, delay, Math.Min(usual.JitterMs, delay), out var badJitter);
        var seed = ParseNumber(query, "seed", 0, int.MaxValue, usual.Seed, out var badSeed);
        var attempt = ParseNumber(query, "attempt", 1, int.MaxValue, 1, out var badAttempt);
        var errors = ParseNumber(query, "errors", 0, 1, usual.ErrorRate, out var badErrors);
        var mix = ParseMix(query, usual.FailureKinds, out var badMix);

        Tape = new Tape((int)seed, delay, jitter, errors, mix);
        Attempt = (int)attempt;
        (RaceId, RunId) = (query[FlagSite.RaceParameter], query[FlagSite.RunParameter]);
        Problem = badDelay ?? badJitter ?? badSeed ?? badAttempt ?? badErrors ?? badMix;
    }

    /// <summary>The tape; not valid if there is a <see cref="Problem"/>.</summary>
    public Tape Tape { get; }

    /// <summary>The number of the client's attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The id of the race that sent the request; null if the request names none.</summary>
    public string? RaceId { get; }

    /// <summary>The id of the run that sent the request; null if the request names none.</summary>
    public string? RunId { get; }

    /// <summary>The first problem of the query, in words for people; null if there is none.</summary>
    public string? Problem { get; }

    private static double ParseNumber(IQueryCollection query, string name, double min, double max, double usual, out string? problem)
    {
        problem = null;
        if (!query.TryGetValue(name, out var text))
            return usual;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        problem = FormattableString.Invariant($"{name} must be a number from {min} to {max}.");
        return min;
    }

    private static IReadOnlyList<FailureKind>? ParseMix(IQueryCollection query, IReadOnlyList<FailureKind>? usual, out string? problem)
    {
        problem = null;
        if (!query.TryGetValue("mix", out var text))
            return usual;
        var mix = new List<FailureKind>();
        foreach (var name in text.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Enum.GetNames<FailureKind>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
                mix.Add(Enum.Parse<FailureKind>(known));
            else
                problem = $"mix must be some of {string.Join(',', Enum.GetNames<FailureKind>())}.";
        }

        return mix;
    }
}
