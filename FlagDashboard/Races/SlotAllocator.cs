namespace FlagDashboard.Races;

/// <summary>Numbers the slots of an event loop: the lowest free one is taken first, as an idle worker is. Not thread-safe: the loop has one thread.</summary>
internal sealed class SlotAllocator
{
    private readonly PriorityQueue<int, int> _returned = new();
    private int _made;

    public int Take() => _returned.TryDequeue(out var slot, out _) ? slot : ++_made;

    public void Return(int slot) => _returned.Enqueue(slot, slot);
}
