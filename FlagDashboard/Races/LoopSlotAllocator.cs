namespace FlagDashboard.Races;

/// <summary>
/// Numbers the slots of an event loop from 1. Always assigns the lowest free number. Not thread-safe: only the loop's thread uses it.
/// </summary>
internal sealed class LoopSlotAllocator
{
    private readonly PriorityQueue<int, int> _free = new();
    private int _highest;

    public int Take() => _free.TryDequeue(out var slot, out _) ? slot : ++_highest;

    public void Return(int slot) => _free.Enqueue(slot, slot);
}
