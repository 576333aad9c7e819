namespace FlagDashboard.FlagServer;

/// <summary>
/// The built-in site's script: how long each answer waits. A pure function of seed, country and attempt, so that every
/// mode, and every later race, meets the same network.
/// </summary>
/// <param name="Seed">Which script.</param>
/// <param name="DelayMs">The middle of the delays, in ms.</param>
/// <param name="JitterMs">How far a delay may lie from the middle, in ms.</param>
public sealed record Tape(int Seed, double DelayMs, double JitterMs)
{
    /// <summary>How long the answer waits, in ms: uniform in delay ± jitter, never below 0.</summary>
    /// <param name="code">A country code, in any case.</param>
    /// <param name="attempt">Which try, from 1.</param>
    public double DelayOf(string code, int attempt) => Math.Max(0, DelayMs + (JitterMs * Shape(code, attempt)));

    // In [-1, 1), the same whatever the delay and jitter: a slower network keeps its slow countries.
    private double Shape(string code, int attempt)
    {
        // FNV-1a over what identifies the answer, then SplitMix64's finaliser to spread it: stable on every platform.
        var hash = 14695981039346656037UL;
        foreach (var c in code)
            hash = (hash ^ char.ToUpperInvariant(c)) * 1099511628211UL;
        hash = (hash ^ (uint)Seed) * 1099511628211UL;
        hash = (hash ^ (uint)attempt) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return ((hash >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
