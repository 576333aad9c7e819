namespace FlagDashboard.Plans;

/// <summary>The modes that a plan may name, in the order in which the page lists them. Immutable and thread-safe.</summary>
public sealed class ModeCatalog(IEnumerable<ModeInfo> modes)
{
    // The descriptions are read when they are first needed, and not at the start of the server. A mode whose description throws then does
    // not keep the server from starting.
    private readonly Lazy<IReadOnlyList<ModeInfo>> _all = new(() => [.. modes]);

    /// <summary>Every mode.</summary>
    public IReadOnlyList<ModeInfo> All => _all.Value;

    /// <summary>Finds a mode by its id, exactly as spelt; null if there is none.</summary>
    public ModeInfo? Find(string? id) => All.FirstOrDefault(mode => mode.Id == id);
}
