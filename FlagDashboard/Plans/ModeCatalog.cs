namespace FlagDashboard.Plans;

/// <summary>The modes that a plan may name, in the order in which a person meets them. Immutable and thread-safe.</summary>
public sealed class ModeCatalog(IEnumerable<ModeInfo> modes)
{
    /// <summary>Every mode.</summary>
    public IReadOnlyList<ModeInfo> All { get; } = [.. modes];

    /// <summary>Finds a mode by its id, exactly as spelt; null if there is none.</summary>
    public ModeInfo? Find(string? id) => All.FirstOrDefault(mode => mode.Id == id);
}
