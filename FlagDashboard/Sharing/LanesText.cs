using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Writes the arrangement of the lanes of a race as text for an address, and reads it back. The text has the modes in their order,
/// separated by commas. A minus before a mode hides its lane, a tilde after it hides the bars of its lane. Pure functions.
/// </summary>
internal static class LanesText
{
    private const char Separator = ',';
    private const char HiddenPrefix = '-';
    private const char CollapsedSuffix = '~';

    // A person may have changed the text. No race has more lanes than a recorded program can have.
    private const int MaxLanes = ProgramInfo.MaxRuns;

    /// <summary>Returns the text of an arrangement; empty if the lanes look as by default.</summary>
    /// <param name="arrangement">The arrangement.</param>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public static string Of(LaneArrangement arrangement, IReadOnlyList<string> lanes) => !arrangement.DiffersFromDefault(lanes) ? ""
        : string.Join(Separator, arrangement.Sort(lanes).Select(lane =>
            (arrangement.HiddenModes.Contains(lane) ? $"{HiddenPrefix}" : "") + lane
            + (arrangement.CollapsedModes.Contains(lane) ? $"{CollapsedSuffix}" : "")));

    /// <summary>Reads the text of an arrangement; null if it names no lane. What is not the name of a mode is ignored.</summary>
    public static LaneArrangement? Read(string? text)
    {
        var tokens = (text ?? "").Split(Separator, MaxLanes + 1).Take(MaxLanes)
            .Select(token => (Mode: token.TrimStart(HiddenPrefix).TrimEnd(CollapsedSuffix), Token: token))
            .Where(lane => SafeText.IsSlug(lane.Mode)).DistinctBy(lane => lane.Mode).ToList();
        return tokens.Count == 0 ? null : new(
            [.. tokens.Select(lane => lane.Mode)],
            [.. tokens.Where(lane => lane.Token[0] == HiddenPrefix).Select(lane => lane.Mode)],
            [.. tokens.Where(lane => lane.Token[^1] == CollapsedSuffix).Select(lane => lane.Mode)]);
    }
}
