namespace FlagDashboard.Plans;

/// <summary>The modes that a plan can contain, in the order in which the page lists them. Immutable and thread-safe.</summary>
public sealed class ModeCatalog(IEnumerable<ModeInfo> modes)
{
    // The descriptions are read lazily, so that a mode whose description throws does not keep the server from starting.
    private readonly Lazy<IReadOnlyList<ModeInfo>> _all = new(() => [.. modes]);

    /// <summary>All modes.</summary>
    public IReadOnlyList<ModeInfo> All => _all.Value;

    /// <summary>Finds a mode by its id, which is case-sensitive; null if there is none.</summary>
    public ModeInfo? Find(string? id) => All.FirstOrDefault(mode => mode.Id == id);
}
