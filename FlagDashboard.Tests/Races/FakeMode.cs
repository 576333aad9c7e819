using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

/// <summary>A mode that does what its test says.</summary>
internal sealed class FakeMode(string id, Action<IRun> downloadMany, bool pooled = true) : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(id, id, id, Delivery.CallOrder, pooled);

    public void DownloadMany(IRun run) => downloadMany(run);

    /// <summary>Downloads nothing at all.</summary>
    public static FakeMode Idle(string id = "idle") => new(id, _ => { });
}
