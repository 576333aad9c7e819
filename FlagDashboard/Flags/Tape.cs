namespace FlagDashboard.Flags;

/// <summary>
/// The built-in site's script: how long each answer waits, and which ones fail. A pure function of seed, country and
/// attempt, so that every mode, and every later race, meets the same network. Immutable and thread-safe.
/// </summary>
/// <param name="Seed">Which script.</param>
/// <param name="DelayMs">The middle of the delays, in ms.</param>
/// <param name="JitterMs">How far a delay may lie from the middle, in ms.</param>
/// <param name="ErrorRate">How many of the answers fail, from 0 (none) to 1 (all).</param>
/// <param name="Mix">How they fail, each kind as often as the others; null stands for <see cref="UsualMix"/>.</param>
public sealed record Tape(int Seed, double DelayMs, double JitterMs, double ErrorRate = 0, IReadOnlyList<FailureKind>? Mix = null)
{
    /// <summary>Every kind of failure but the slow one.</summary>
    public static IReadOnlyList<FailureKind> UsualMix { get; } = [.. Enum.GetValues<FailureKind>().Except([FailureKind.Stall])];

    /// <summary>How long the answer waits, in ms: uniform in delay ± jitter, never below 0.</summary>
    /// <param name="code">A country code, in any case.</param>
    /// <param name="attempt">Which try, from 1.</param>
    public double DelayOf(string code, int attempt) =>
        Math.Max(0, DelayMs + (JitterMs * ((2 * Uniform(code, attempt)) - 1)));

    /// <summary>How the answer fails; null if it does not.</summary>
    /// <inheritdoc cref="DelayOf" path="/param"/>
    public FailureKind? FailureOf(string code, int attempt)
    {
        var mix = Mix ?? UsualMix;
        // What fails does not depend on the delay, nor how it fails on whether: each is drawn under a name of its own.
        return mix.Count > 0 && Uniform(code + "/fails", attempt) < ErrorRate
            ? mix[(int)(mix.Count * Uniform(code + "/how", attempt))]
            : null;
    }

    // In [0, 1). FNV-1a over what identifies the draw, then SplitMix64's finaliser to spread it: stable on every platform.
    // The same whatever the delay and jitter: a slower network keeps its slow countries.
    private double Uniform(string name, int attempt)
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
