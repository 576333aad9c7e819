using FlagDashboard.Flags;
using FlagDashboard.History;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests.History;

public class HistorySettingsTests
{
    private static HistorySettings Read(params (string Name, string Value)[] settings) =>
        HistorySettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());

    [Fact]
    public void Read_NoSettings_ReturnsFolderInApplicationDataAndDefaults()
    {
        var usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "FlagDashboard", "history.db");
        Assert.Equal((Path.GetFullPath(usual), 10_000, 365), (Read().DatabasePath, Read().MaxRaces, Read().MaxDays));
        Assert.Equal(Read(), Read(("data", ""), ("History:MaxRaces", "")));
    }

    [Fact]
    public void Read_EverySettingSet_ReturnsThem()
    {
        var read = Read(("Data", "somewhere"), ("History:MaxRaces", "7"), ("History:MaxDays", "3"), ("History:MaxMegabytes", "9"));
        Assert.Equal((Path.GetFullPath("somewhere"), 7, 3, 9), (read.Folder, read.MaxRaces, read.MaxDays, read.MaxMegabytes));
    }

    [Theory]
    [InlineData("History:MaxRaces", "0", "History:MaxRaces: “0” is not a whole number from 1 to 1000000.")]
    [InlineData("History:MaxRaces", "many", "History:MaxRaces: “many” is not a whole number from 1 to 1000000.")]
    [InlineData("History:MaxDays", "-1", "History:MaxDays: “-1” is not a whole number from 1 to 36500.")]
    [InlineData("History:MaxDays", "40000", "History:MaxDays: “40000” is not a whole number from 1 to 36500.")]
    [InlineData("History:MaxMegabytes", "0", "History:MaxMegabytes: “0” is not a whole number from 1 to 1000000.")]
    public void Read_NotANumberInRange_Throws(string name, string value, string said) =>
        Assert.Equal(said, Assert.Throws<InvalidConfigurationException>(() => Read((name, value))).Message);
}
