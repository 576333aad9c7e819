using System.Runtime;

namespace FlagDashboard.Bench;

/// <summary>
/// Puts off garbage collections of the measuring process until this object is disposed, or until 240 MB are allocated. The process holds
/// all viewers of a hall, so a collection would delay every viewer at once by up to 50 ms. On laptops of their own, they would not wait for
/// each other.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    private const long Bytes = 240_000_000;

    public CollectionPause() => GC.TryStartNoGCRegion(Bytes);

    public void Dispose()
    {
        // Too many allocations have ended the pause before.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
    }
}
