using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>The registered modes with their code, in the order in which people see them. Immutable and thread-safe.</summary>
public sealed class ModeRegistry
{
    private readonly IReadOnlyList<IConcurrencyMode> _modes;

    /// <param name="modes">The registered modes.</param>
    public ModeRegistry(IEnumerable<IConcurrencyMode> modes)
    {
        _modes = [.. modes];
        Catalog = new(_modes.Select(mode => mode.Info));
    }

    /// <summary>What people see of these modes.</summary>
    public ModeCatalog Catalog { get; }

    /// <summary>The mode of that id, exactly as spelt; null if there is none.</summary>
    public IConcurrencyMode? Find(string? id) => _modes.FirstOrDefault(mode => mode.Info.Id == id);

    /// <summary>The source of a mode in C#, and its equivalent in Python; empty if they are not embedded.</summary>
    public IReadOnlyList<SourceFile> SourcesOf(string? id) => Find(id) is { } mode
        ? [.. new[] { ".cs", ".py" }.Select(extension => SourceFile.Of(mode.GetType(), "Modes", extension)).OfType<SourceFile>()]
        : [];
}
