using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A way to run many downloads. Each mode is in a file of its own, because students read its source code.</summary>
public interface IConcurrencyMode
{
    /// <summary>The description of the mode for people.</summary>
    ModeInfo Info { get; }

    /// <summary>
    /// Downloads the flags of all countries of <paramref name="run"/> and receives all results, on the calling thread. An exception ends
    /// the run early.
    /// </summary>
    void DownloadMany(IRunContext run);

    /// <summary>Describes a run that starts now, for people. Its title may say more than that of <see cref="Info"/>.</summary>
    ModeInfo DescribeRun() => Info;

    /// <summary>
    /// Prepares a run, on the thread that will execute it. The preparation is not part of the run's time. By default there is nothing to
    /// prepare.
    /// </summary>
    /// <returns>The action that executes the run: <see cref="DownloadMany"/>.</returns>
    Action Prepare(IRunContext run) => () => DownloadMany(run);

    /// <summary>The type whose source files show the mode. Files of each language have the name of this type.</summary>
    Type SourceType => GetType();
}
