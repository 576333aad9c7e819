using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Limits the long steps of all event loops of a program that its race shows, so that the log of the race can be imported. Not thread-safe.
/// </summary>
internal sealed class LoopPhaseQuota
{
    // Each phase has two events: its start and its end.
    private const int MaxPhases = ImportedEventRules.MaxPhaseEvents / 2;

    private int _count;

    /// <summary>The number of long steps that were left out.</summary>
    public int LeftOutCount { get; private set; }

    /// <summary>Returns whether the race has room for another phase, and counts the phase.</summary>
    public bool TryTake()
    {
        if (_count == MaxPhases)
        {
            LeftOutCount++;
            return false;
        }

        _count++;
        return true;
    }
}
