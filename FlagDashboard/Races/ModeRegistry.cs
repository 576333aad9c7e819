using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// The modes that were registered as services, and their source code. The order is that of the page. Immutable and thread-safe.
/// </summary>
public sealed class ModeRegistry
{
    private readonly IReadOnlyList<IConcurrencyMode> _modes;

    /// <param name="modes">The modes, in the order in which they were registered.</param>
    public ModeRegistry(IEnumerable<IConcurrencyMode> modes)
    {
        _modes = [.. modes];
        Catalog = new(_modes.Select(mode => mode.Info));
    }

    /// <summary>The descriptions of the modes for people.</summary>
    public ModeCatalog Catalog { get; }

    /// <summary>Finds a mode by its case-sensitive id; null if no mode has this id.</summary>
    public IConcurrencyMode? Find(string? id) => _modes.FirstOrDefault(mode => mode.Info.Id == id);

    /// <summary>
    /// Returns the source code that a mode runs, and then its equivalent in the other language; empty if the code is not embedded in the
    /// program. All Pythons run the same code, also one that this server does not have.
    /// </summary>
    public IReadOnlyList<EmbeddedSourceFile> SourcesOf(string? id) => (Find(id) ?? FindInFirstPython(id)) is { } mode
        ? [.. ExtensionsOf(mode.Info.Language).Select(
            extension => EmbeddedSourceFile.Of(mode.SourceType, "Modes", extension)).OfType<EmbeddedSourceFile>()]
        : [];

    private IConcurrencyMode? FindInFirstPython(string? id) =>
        PythonModeId.Parse(id) is { } python ? Find(new PythonModeId(python.ModeId).ToString()) : null;

    private static IEnumerable<string> ExtensionsOf(ModeLanguage language) =>
        language == ModeLanguage.Python ? [".py", ".cs"] : [".cs", ".py"];
}
