namespace FlagDashboard.Races;

/// <summary>
/// Assigns the numbers of slots of an event loop, from 1, the lowest free number first. Not thread-safe: only the thread of the loop uses
/// it.
/// </summary>
internal sealed class SlotAllocator
{
    private readonly PriorityQueue<int, int> _free = new();
    private int _highest;

    public int Take() => _free.TryDequeue(out var slot, out _) ? slot : ++_highest;

    public void Return(int slot) => _free.Enqueue(slot, slot);
}
