using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>A phase of a worker while the recording of its program is read. Not thread-safe.</summary>
/// <param name="worker">The number of the worker, from 1.</param>
/// <param name="fromMs">When the phase began, in ms since the recording began.</param>
/// <param name="name">
/// Returns the name of the phase. It is not called before the first event of the phase, because the name may contain the label of a future,
/// which is chosen late.
/// </param>
internal sealed class ObservedPhase(int worker, double fromMs, Func<string> name)
{
    private bool _hasBegun;

    /// <summary>When the phase ended, in ms since the recording began; null while it lasts.</summary>
    public double? ToMs { get; set; }

    /// <summary>The events of the phase since the last call, without sequence numbers.</summary>
    /// <param name="run">The number of the run that the phase belongs to.</param>
    public IEnumerable<RaceEvent> NewEvents(int run)
    {
        if (!_hasBegun)
        {
            yield return new(0, fromMs, RaceEventKind.Phase, run, Worker: worker)
            {
                PhaseName = SafeText.ToLine(name(), EventTextSanitizer.MaxNameLength),
            };
            _hasBegun = true;
        }

        if (ToMs is { } to)
            yield return new(0, to, RaceEventKind.Phase, run, Worker: worker);
    }
}
