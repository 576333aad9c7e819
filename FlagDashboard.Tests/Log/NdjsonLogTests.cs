using System.Text;
using System.Text.Json;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Tests.Timeline;

namespace FlagDashboard.Tests.Log;

public class NdjsonLogTests
{
    [Fact]
    public void Write_AnyLog_WritesOneJsonLinePerEvent() => Logs.Any.Sample(log =>
    {
        using var lines = new MemoryStream();
        NdjsonLog.Write(lines, log);
        Assert.Equal(
            string.Concat(log.Select(happened => JsonSerializer.Serialize(happened, RaceJson.Options) + "\n")),
            Encoding.UTF8.GetString(lines.ToArray()));
    });

    [Fact]
    public void Write_TextWithLineBreaks_IsOneLine()
    {
        using var lines = new MemoryStream();
        NdjsonLog.Write(lines, [new(1, 0, RaceEventKind.RunFinished, 0) { Reason = "one\ntwo\r\n" }]);
        Assert.Equal(lines.Length - 1, Array.IndexOf(lines.ToArray(), (byte)'\n'));
    }
}
