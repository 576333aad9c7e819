using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

/// <summary>A mode whose code the test supplies.</summary>
internal sealed class FakeMode(string id, Action<IRunContext> downloadMany, bool pooled = true) : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(id, id, id, ReceiveOrder.CallOrder, pooled);

    public void DownloadMany(IRunContext run) => downloadMany(run);

    /// <summary>A mode that downloads nothing.</summary>
    public static FakeMode Idle(string id = "idle") => new(id, _ => { });
}
