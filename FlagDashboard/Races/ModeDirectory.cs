using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>The code of every registered mode, in the order in which a person meets them. Immutable and thread-safe.</summary>
public sealed class ModeDirectory
{
    private readonly IReadOnlyList<IConcurrencyMode> _modes;

    /// <param name="modes">The registered modes.</param>
    public ModeDirectory(IEnumerable<IConcurrencyMode> modes)
    {
        _modes = [.. modes];
        Catalog = new(_modes.Select(mode => mode.Info));
    }

    /// <summary>What people see of these modes.</summary>
    public ModeCatalog Catalog { get; }

    /// <summary>Finds a mode by its id, exactly as spelt; null if there is none.</summary>
    public IConcurrencyMode? Find(string? id) => _modes.FirstOrDefault(mode => mode.Info.Id == id);

    /// <summary>Returns the mode's own source and the same in Python; empty for a mode whose source is not built in.</summary>
    public IReadOnlyList<SourceFile> SourcesOf(string? id) => Find(id) is { } mode
        ? [.. new[] { ".cs", ".py" }.Select(extension => SourceFile.Of(mode.GetType(), "Modes", extension)).OfType<SourceFile>()]
        : [];
}
