namespace FlagDashboard.Plans;

/// <summary>The modes that a plan can contain, in the order in which the page lists them. Immutable and thread-safe.</summary>
public sealed class ModeCatalog(IEnumerable<ModeInfo> modes)
{
    /// <summary>The beginning of the id of every mode in Python. <see cref="PythonModeId"/> reads the rest.</summary>
    public const string PythonPrefix = "python-";

    // The descriptions are read lazily, so that a mode whose description throws does not keep the server from starting.
    private readonly Lazy<IReadOnlyList<ModeInfo>> _all = new(() => [.. modes]);

    /// <summary>All modes: first those in C#, then the same modes in each Python.</summary>
    public IReadOnlyList<ModeInfo> All => _all.Value;

    /// <summary>The modes in C#. A new plan has them, because every machine can run them.</summary>
    public IEnumerable<ModeInfo> InCSharp => All.Where(mode => mode.Language == ModeLanguage.CSharp);

    /// <summary>Finds a mode by its id, which is case-sensitive; null if there is none.</summary>
    public ModeInfo? Find(string? id) => All.FirstOrDefault(mode => mode.Id == id);

    /// <summary>
    /// Returns the title of a mode of saved races, of which only the id is known. The server may have had other Pythons then, so the title
    /// has no version that is not part of the id. An unknown id is its own title.
    /// </summary>
    public string SavedTitleOf(string id) =>
        (PythonModeId.Parse(id) is { } python ? Find(python.ModeId)?.TitleInPython(python.Version) : null) ?? Find(id)?.Title ?? id;

    /// <summary>Finds the modes in Python that do what a mode in C# does: one for each Python of the server.</summary>
    public IEnumerable<ModeInfo> FindPythonEquivalents(ModeInfo mode) =>
        All.Where(other => other.Language == ModeLanguage.Python && PythonModeId.Parse(other.Id)?.ModeId == mode.Id);
}
