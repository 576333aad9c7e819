using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>What lane.py needs to know of a run. It gets it as one line of JSON.</summary>
/// <param name="SourcePath">The name of the mode's source file.</param>
/// <param name="SourceCode">The source of the mode.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="StartTimestampNs">What the monotonic clock showed when the race began, in ns.</param>
/// <param name="Countries">
/// Of each country its code, the address of the flag, the path of the file without its extension, and the time limit in s.
/// </param>
internal sealed record PythonModeRunPlan(
    string SourcePath, string SourceCode, int Workers, long StartTimestampNs, IReadOnlyList<object[]> Countries)
{
    /// <summary>Creates the plan of a run.</summary>
    public static PythonModeRunPlan Of(IRunContext run, EmbeddedSourceFile source) => new(
        source.RelativePath, source.Text, run.Workers, run.ExternalRecorder.StartTimestampNs,
        [.. run.Countries.Select(run.JobOf).Select(job => new object[]
        {
            job.Country.Code, job.Address.AbsoluteUri, run.ExternalRecorder.FilePathWithoutExtension(job.Country), job.Timeout.TotalSeconds,
        })]);

    /// <summary>The plan as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RaceJson.Options);
}
