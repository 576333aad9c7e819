using FlagDashboard.Python;

namespace FlagDashboard.Tests.Python;

public class PythonCandidatesTests
{
    private static string[] Find(string[] folders, string[] files, bool isWindows = false, bool isMac = false) =>
        [.. PythonCandidates.Find(folders, path => files.Contains(path.Replace('\\', '/')), isWindows, isMac)
            .Select(found => string.Join(' ', [found.File.Replace('\\', '/'), .. found.Arguments]))];

    [Fact]
    public void Find_SeveralPrograms_ListsPython3BeforePythonInOrderOfPath() => Assert.Equal(
        ["/b/python3", "/c/python3", "/a/python"], Find(["/a", "/b", "/c"], ["/a/python", "/b/python3", "/c/python3"]));

    [Fact]
    public void Find_NoProgram_IsEmpty() => Assert.Empty(Find(["/a"], ["/a/perl"]));

    [Fact]
    public void Find_OnWindows_SkipsStubOfShopAndAsksLauncherLast() => Assert.Equal(
        ["C:/py/python.exe", "C:/w/py.exe -3"],
        Find(
            ["C:/u/Microsoft/WindowsApps", "C:/w", "C:/py"],
            ["C:/u/Microsoft/WindowsApps/python3.exe", "C:/w/py.exe", "C:/py/python.exe"], isWindows: true));

    [Fact]
    public void Find_OnMac_SkipsStubUnlessDeveloperToolsAreThere()
    {
        string[] files = ["/usr/bin/python3", "/opt/homebrew/bin/python3"];
        Assert.Equal(["/opt/homebrew/bin/python3"], Find(["/usr/bin", "/opt/homebrew/bin"], files, isMac: true));
        Assert.Equal(
            ["/usr/bin/python3", "/opt/homebrew/bin/python3"],
            Find(["/usr/bin", "/opt/homebrew/bin"], [.. files, "/Library/Developer/CommandLineTools"], isMac: true));
    }
}
