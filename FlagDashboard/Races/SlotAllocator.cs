namespace FlagDashboard.Races;

/// <summary>
/// Numbers the slots of an event loop, from 1. The lowest free number is taken first, as an executor takes its idle workers.
/// Not thread-safe: it is used on the thread of the loop.
/// </summary>
internal sealed class SlotAllocator
{
    private readonly PriorityQueue<int, int> _free = new();
    private int _highest;

    public int Take() => _free.TryDequeue(out var slot, out _) ? slot : ++_highest;

    public void Return(int slot) => _free.Enqueue(slot, slot);
}
