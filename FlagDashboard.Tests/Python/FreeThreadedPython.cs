using FlagDashboard.Python;

namespace FlagDashboard.Tests.Python;

/// <summary>The free-threaded Python of this machine, which has no global interpreter lock.</summary>
internal static class FreeThreadedPython
{
    private static readonly string[] Names = ["python3.14t", "python3.13t", "python3"];

    /// <summary>Finds it on the PATH; null if there is none.</summary>
    public static async Task<PythonInterpreter?> Find()
    {
        var answers = await Task.WhenAll(Names.Select(name => PythonProbe.Ask(name)));
        return answers.FirstOrDefault(python => python is { HasGil: false });
    }
}
