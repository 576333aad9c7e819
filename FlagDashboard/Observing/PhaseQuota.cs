using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Limits the phases of a program that its race shows, so that the log of the race can be imported. All loops and all waits of the program
/// share it. Not thread-safe.
/// </summary>
internal sealed class PhaseQuota
{
    // Each phase has two events: its start and its end.
    private const int MaxPhases = ImportedEventRules.MaxPhaseEvents / 2;

    private int _count;

    /// <summary>The number of phases that were left out.</summary>
    public int LeftOutCount { get; private set; }

    /// <summary>Returns whether the race has room for another phase, and counts the phase.</summary>
    /// <param name="hasRow">Whether the lane has a row for the phase. Without one, the phase is left out.</param>
    public bool TryTake(bool hasRow = true)
    {
        if (!hasRow || _count == MaxPhases)
        {
            LeftOutCount++;
            return false;
        }

        _count++;
        return true;
    }
}
