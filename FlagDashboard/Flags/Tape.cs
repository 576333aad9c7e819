namespace FlagDashboard.Flags;

/// <summary>
/// The delays and failures of the built-in site. They depend only on seed, country and attempt, so that every mode and every later
/// race has the same network. Immutable and thread-safe.
/// </summary>
/// <param name="Seed">The seed of the delays and failures.</param>
/// <param name="DelayMs">The mean of the delays, in ms.</param>
/// <param name="JitterMs">The largest deviation of a delay from the mean, in ms.</param>
/// <param name="ErrorRate">The share of answers that fail, from 0 to 1.</param>
/// <param name="FailureKinds">The kinds of failure, which are equally frequent; null for <see cref="DefaultFailureKinds"/>.</param>
public sealed record Tape(int Seed, double DelayMs, double JitterMs, double ErrorRate = 0, IReadOnlyList<FailureKind>? FailureKinds = null)
{
    /// <summary>Every kind of failure except <see cref="FailureKind.Stall"/>, which is slow.</summary>
    public static IReadOnlyList<FailureKind> DefaultFailureKinds { get; } = [.. Enum.GetValues<FailureKind>().Except([FailureKind.Stall])];

    /// <summary>The delay of an answer, in ms: uniformly distributed in delay ± jitter, and at least 0.</summary>
    /// <param name="code">A country code, in upper or lower case.</param>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    public double DelayMsOf(string code, int attempt) =>
        Math.Max(0, DelayMs + (JitterMs * ((2 * UniformRandom(code, attempt)) - 1)));

    /// <summary>The kind of failure of an answer; null if it succeeds.</summary>
    /// <inheritdoc cref="DelayMsOf" path="/param"/>
    public FailureKind? FailureOf(string code, int attempt)
    {
        var mix = FailureKinds ?? DefaultFailureKinds;
        // Each random number depends on a name. The delay of a download, whether it fails, and how it fails use three different names
        // (code, code/fails and code/how), so they are independent of each other.
        return mix.Count > 0 && UniformRandom(code + "/fails", attempt) < ErrorRate
            ? mix[(int)(mix.Count * UniformRandom(code + "/how", attempt))]
            : null;
    }

    // Returns a number in [0, 1), computed from the name, the seed and the attempt with FNV-1a and the finaliser of SplitMix64. It is the
    // same on every platform. It does not depend on DelayMs, so the same countries stay slow if a person changes the delay.
    private double UniformRandom(string name, int attempt)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ char.ToUpperInvariant(c)) * 1099511628211UL;
        hash = (hash ^ (uint)Seed) * 1099511628211UL;
        hash = (hash ^ (uint)attempt) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
