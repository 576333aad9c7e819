using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// A mode that the machine's Python executes: the same mode as one in C#, with the Python source that the page shows beside it.
/// Thread-safe.
/// </summary>
/// <param name="counterpart">The mode in C#.</param>
/// <param name="idVersion">The version in the id, such as 3.13t; null for the first Python of the server.</param>
/// <param name="finder">Finds the Python.</param>
/// <param name="folder">The folder with the files that run a lane.</param>
internal sealed class PythonMode(IConcurrencyMode counterpart, string? idVersion, ModePythonFinder finder, ScriptFolder folder)
    : IConcurrencyMode
{
    /// <inheritdoc/>
    public ModeInfo Info { get; } = counterpart.Info with
    {
        Id = new PythonModeId(counterpart.Info.Id, idVersion).ToString(),
        Title = counterpart.Info.TitleInPython(finder.Version),
        Language = ModeLanguage.Python,
        PythonVersion = finder.Version,
    };

    /// <inheritdoc/>
    public Type SourceType => counterpart.SourceType;

    /// <inheritdoc/>
    public ModeInfo DescribeRun() =>
        finder.FoundByNow is { } python ? Info with { Title = counterpart.Info.TitleInPython(python.ShortVersion) } : Info;

    /// <inheritdoc/>
    public void DownloadMany(IRunContext run) => Prepare(run)();

    /// <inheritdoc/>
    public Action Prepare(IRunContext run)
    {
        var lane = PythonModeRun.StartPython(run, EmbeddedSourceFile.Of(SourceType, "Modes", ".py")!, finder.Require(), folder);
        return () =>
        {
            using (lane)
                lane.Execute();
        };
    }
}
