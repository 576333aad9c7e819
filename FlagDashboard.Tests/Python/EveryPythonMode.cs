using FlagDashboard.Plans;
using FlagDashboard.Python;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>The ids of all modes in Python.</summary>
internal sealed class EveryPythonMode : TheoryData<string>
{
    public EveryPythonMode() => AddRange(Ids);

    public static string[] Ids { get; } = [.. EveryMode.Ids.Select(id => ModeCatalog.PythonPrefix + id)];

    /// <summary>Skips the test if the machine has no Python that can run the modes.</summary>
    public static Task SkipWithoutPython(TestDashboard dashboard) => SkipWithoutPython(dashboard.Get<ModePythons>().All[0]);

    /// <summary>Skips the test if <paramref name="finder"/> finds no Python that can run the modes.</summary>
    public static async Task SkipWithoutPython(ModePythonFinder finder)
    {
        await finder.Ready;
        Assert.SkipWhen(finder.FoundByNow is null, "There is no Python 3.8 or later.");
    }
}
