namespace FlagDashboard.Races;

/// <summary>The registered modes, in the order in which people meet them. Immutable.</summary>
public sealed class ModeDirectory(IEnumerable<IConcurrencyMode> modes)
{
    /// <summary>Every mode.</summary>
    public IReadOnlyList<IConcurrencyMode> All { get; } = [.. modes];

    /// <summary>The mode of that id, exactly as spelt; null if there is none.</summary>
    public IConcurrencyMode? Find(string? id) => All.FirstOrDefault(mode => mode.Info.Id == id);

    /// <summary>The very source of that mode, and what does the same in Python; empty for a mode whose source is not built in.</summary>
    public IReadOnlyList<SourceFile> SourcesOf(string? id) => Find(id) is { } mode
        ? [.. new[] { ".cs", ".py" }.Select(extension => SourceFile.Of(mode.GetType(), "Modes", extension)).OfType<SourceFile>()]
        : [];
}
