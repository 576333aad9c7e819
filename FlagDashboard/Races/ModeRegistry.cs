using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>The registered modes with their source code, in the order in which the page lists them. Immutable and thread-safe.</summary>
public sealed class ModeRegistry
{
    private readonly IReadOnlyList<IConcurrencyMode> _modes;

    /// <param name="modes">The registered modes.</param>
    public ModeRegistry(IEnumerable<IConcurrencyMode> modes)
    {
        _modes = [.. modes];
        Catalog = new(_modes.Select(mode => mode.Info));
    }

    /// <summary>The descriptions of the modes for people.</summary>
    public ModeCatalog Catalog { get; }

    /// <summary>Finds a mode by its id, which is case-sensitive; null if there is none.</summary>
    public IConcurrencyMode? Find(string? id) => _modes.FirstOrDefault(mode => mode.Info.Id == id);

    /// <summary>Returns the source of a mode in C# and its equivalent in Python; empty if they are not embedded.</summary>
    public IReadOnlyList<SourceFile> SourcesOf(string? id) => Find(id) is { } mode
        ? [.. new[] { ".cs", ".py" }.Select(extension => SourceFile.Of(mode.GetType(), "Modes", extension)).OfType<SourceFile>()]
        : [];
}
