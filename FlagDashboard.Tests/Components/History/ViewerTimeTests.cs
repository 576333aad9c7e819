using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Components.History;
using FlagDashboard.History;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.History;

/// <summary>Tests that the history shows and takes times in the time zone of its reader.</summary>
public sealed class ViewerTimeTests : ComponentTest
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 20, 30, 0, TimeSpan.Zero);

    private VisitorTimeZone Viewer => Services.GetRequiredService<VisitorTimeZone>();

    [Fact]
    public async Task LocalTime_BrowserTellsItsZone_IsInThatZone()
    {
        var shown = Render<LocalTime>(time => time.Add(t => t.Value, Time));
        var zone = Render<BrowserTimeZone>();
        await zone.InvokeAsync(() => zone.Instance.SetZone("Asia/Shanghai"));
        Assert.Equal("30 Nov 2026 04:30", shown.Find("time").TextContent);
        Assert.Equal("2026-11-29T20:30:00.0000000Z", shown.Find("time").GetAttribute("datetime"));
        await zone.InvokeAsync(() => zone.Instance.SetZone("No/Such_Zone"));
        Assert.Equal("30 Nov 2026 04:30", shown.Find("time").TextContent);
    }

    [Fact]
    public void Filter_Days_BeginAndEndAtMidnightOfTheReader()
    {
        HistoryQuery query = new();
        var filter = Render<HistoryFilter>(f => f.Add(p => p.Query, query).Add(p => p.QueryChanged, changed => query = changed));
        Viewer.SetZone("Asia/Shanghai");
        filter.Find("[data-testid=history-from]").Change("2026-11-29");
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 16, 0, 0, TimeSpan.Zero), query.StartedFrom);
        filter.Find("[data-testid=history-to]").Change("2026-11-29");
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 16, 0, 0, TimeSpan.Zero), query.StartedBefore);
    }
}
