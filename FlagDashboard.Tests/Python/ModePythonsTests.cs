using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Python;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests the setting that names one Python or several, and the ids of their modes.</summary>
public sealed class ModePythonsTests
{
    private static string?[] VersionsOf(string? setting) => [.. ModePythons.Read(setting).All.Select(python => python.Version)];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("/usr/bin/python3")]
    [InlineData("python3.13;")]
    [InlineData("/opt/a=b/python3")]
    public void Read_NoVersion_IsOnePythonOfAnyVersion(string? setting) => Assert.Equal([null], VersionsOf(setting));

    [Theory]
    [InlineData("3.13=/usr/bin/python3", "3.13")]
    [InlineData("3.8=/a; 3.11=/b=c ;3.13=/a;3.13t=/d;", "3.8", "3.11", "3.13", "3.13t")]
    public void Read_Versions_KeepsTheirOrder(string setting, params string[] versions) => Assert.Equal(versions, VersionsOf(setting));

    [Theory]
    [InlineData("/a;/b", "Python: “/a” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH")]
    [InlineData("3.11=/a;none", "Python: “none” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH")]
    [InlineData("3.13.0=/a", "Python: “3.13.0=/a” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH")]
    [InlineData("3.13=", "Python: “3.13=” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH")]
    [InlineData("3.13T=/a;3.8=/b", "Python: “3.13T=/a” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH")]
    [InlineData("3.11=/a;3.8=/b;3.11=/c", "Python: 3.11 is listed twice.")]
    [InlineData("3.8=/a;3.9=/a;3.10=/a;3.11=/a;3.12=/a", "Python: 5 Pythons are too many: at most 4.")]
    public void Read_WrongSetting_IsRefusedWithReason(string setting, string reason) =>
        Assert.Equal(reason, Assert.Throws<InvalidConfigurationException>(() => ModePythons.Read(setting)).Message);

    [Theory]
    [InlineData("python-map", "map", null)]
    [InlineData("python-3-8-map", "map", "3.8")]
    [InlineData("python-3-13t-threads-map", "threads-map", "3.13t")]
    [InlineData("python-3-map", "3-map", null)]
    public void Id_Parsed_HasModeAndVersion(string id, string mode, string? version)
    {
        Assert.Equal(new PythonModeId(mode, version), PythonModeId.Parse(id));
        Assert.Equal(id, new PythonModeId(mode, version).ToString());
    }

    [Theory]
    [InlineData("map")]
    [InlineData("python-")]
    [InlineData("x-python-map")]
    public void Id_OfNoModeInPython_IsNotParsed(string id) => Assert.Null(PythonModeId.Parse(id));
}
