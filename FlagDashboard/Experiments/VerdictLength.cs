namespace FlagDashboard.Experiments;

/// <summary>About how long the sentences above the lanes of a finished experiment are. Immutable.</summary>
/// <param name="Headline">The length of the headline in English, in characters, from 0.</param>
/// <param name="Conclusion">The length of the sentences below the headline in English, in characters, from 0.</param>
public readonly record struct VerdictLength(int Headline, int Conclusion)
{
    // Its letters are as wide as those of other sentences.
    private const string Sample = "Each worker waits for the lock until another one lets go. ";

    /// <summary>A text that takes as much room as the headline.</summary>
    public string SampleHeadline => TextOf(Headline);

    /// <summary>A text that takes as much room as the conclusion.</summary>
    public string SampleConclusion => TextOf(Conclusion);

    private static string TextOf(int length) => string.Concat(Enumerable.Repeat(Sample, (length / Sample.Length) + 1))[..length];
}
