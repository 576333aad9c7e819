using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class PlayerBarTests : ComponentTest
{
    private static readonly RaceEvent[] Log =
        [RunStarted(0, 2), Submitted(1, 0), Started(2, 0), Finished(300, 0), Received(310, 0), RunFinished(400), RaceFinished(400)];

    private readonly List<Playback> _told = [];

    private static SeekableRace Known(int events)
    {
        var recording = new SeekableRace();
        recording.Add(First(Definition(["threads-map"], ["BR"])));
        foreach (var happened in Log.Take(events))
            recording.Add(happened with
            {
                Seq = recording.LatestState.LastEventSeq + 1,
                Run = happened.Kind == RaceEventKind.RaceFinished ? RaceEvent.None : 0
            });
        return recording;
    }

    private IRenderedComponent<PlayerBar> Show(Playback playback, int events = 7, double? end = null, bool moving = false)
    {
        var race = Known(events);
        return Render<PlayerBar>(bar => bar
            .Add(p => p.Race, race).Add(p => p.Playback, playback).Add(p => p.LatestMs, end ?? race.LatestState.LastEventAtMs)
                .Add(p => p.IsTimePassing, moving)
            .Add(p => p.Axis, new TimeAxis(500, 50)).Add(p => p.Changed, _told.Add));
    }

    private static Playback At(double ms, double speed = 1) => new(PlaybackMode.Paused, ms, speed);

    [Fact]
    public void FinishedRace_AtEnd_OffersPlayAgainAndStepBack()
    {
        var bar = Show(Playback.Live);
        Assert.Equal(("0", "500", "400"),
            (Attribute(bar, "scrub", "min"), Attribute(bar, "scrub", "max"), Attribute(bar, "scrub", "value")));
        Assert.Equal(("Play again", "0.40 s", "0.40\u00a0s"),
            (Attribute(bar, "play", "aria-label"), Text(bar, "time"), Attribute(bar, "scrub", "aria-valuetext")));
        Assert.Equal((false, true, true), (Disabled(bar, "step-back"), Disabled(bar, "step"), Disabled(bar, "to-live")));
        Assert.Equal("event 8 of 8the race is over", Text(bar, "happened"));
        Assert.Empty(bar.FindAll(".live"));

        bar.Find("[data-testid=play]").Click();
        bar.Find("[data-testid=step-back]").Click();
        Assert.Equal([new(PlaybackMode.Playing, 0, 1), At(310)], _told);
    }

    [Fact]
    public void Paused_InMiddle_ShowsLastEventAndStepsBothWays()
    {
        var bar = Show(At(305));
        Assert.Equal("event 5 of 8BR is finished · Thread pool · map", Text(bar, "happened"));
        Assert.Equal(("Play", "to the end L"), (Attribute(bar, "play", "aria-label"), Text(bar, "to-live")));
        bar.Find("[data-testid=step]").Click();
        bar.Find("[data-testid=step-back]").Click();
        bar.Find("[data-testid=to-live]").Click();
        Assert.Equal([At(310), At(300), At(305) with { Mode = PlaybackMode.Live }], _told);
    }

    [Fact]
    public void Live_RunningRace_SliderMovesInBrowser()
    {
        var bar = Show(Playback.Live, events: 3, end: 200, moving: true);
        Assert.Equal(["scrub", "", "time"], bar.FindAll(".live").Select(element => element.GetAttribute("data-testid") ?? ""));
        Assert.Equal(("Pause", "to live L"), (Attribute(bar, "play", "aria-label"), Text(bar, "to-live")));
        bar.Find("[data-testid=play]").Click();
        Assert.Equal([At(200)], _told);
    }

    [Fact]
    public async Task Seek_AnyTime_RaisesChangeWithinRace()
    {
        var bar = Show(Playback.Live);
        await bar.InvokeAsync(() => bar.Instance.Seek(123.4));
        await bar.InvokeAsync(() => bar.Instance.Seek(double.NaN));
        await bar.InvokeAsync(() => bar.Instance.Seek(1e300));
        Assert.Equal([At(123.4), At(0), Playback.Live], _told);
        Assert.Equal("./js/scrubber.js", Assert.Single(JSInterop.Invocations["import"]).Arguments[0]);
    }

    [Fact]
    public async Task Speed_Chosen_RaisesChangeUnlessUnknown()
    {
        var bar = Show(At(100));
        Assert.Equal(["¼×", "½×", "1×", "2×", "4×", "8×"], bar.FindAll("option").Select(option => option.TextContent));
        await bar.Find("[data-testid=speed]").ChangeAsync("0.25");
        await bar.Find("[data-testid=speed]").ChangeAsync("1000");
        Assert.Equal([At(100, 0.25), At(100)], _told);
    }

    [Fact]
    public async Task Speed_SlowWhileLive_PlaysFromNow()
    {
        var bar = Show(Playback.Live with { Speed = 0.5 }, events: 3, end: 200, moving: true);
        Assert.Equal("1×", bar.Find("option[selected]").TextContent);
        await bar.Find("[data-testid=speed]").ChangeAsync("0.25");
        Assert.Equal([new(PlaybackMode.Playing, 200, 0.25)], _told);
    }

    [Theory]
    [InlineData(PlaybackMode.Playing, 3, "0.8 s behind · L catches up")]
    [InlineData(PlaybackMode.Playing, 7, null)]
    [InlineData(PlaybackMode.Paused, 3, null)]
    [InlineData(PlaybackMode.Live, 3, null)]
    public void Behind_OnlyWhileTheRaceRunsAndTimePasses_IsShown(PlaybackMode mode, int events, string? expected)
    {
        var bar = Show(new(mode, 200, 0.25), events, end: 1010, moving: true);
        var text = bar.FindAll("[data-testid=behind]").SingleOrDefault()?.TextContent;
        Assert.Equal(expected, text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void EventText_EveryEvent_HasSentence() => Assert.Equal(
        [
            "the race begins", "begins · Thread pool · map",
            "BR is submitted · Thread pool · map", "BR starts on w1 · Thread pool · map",
            "BR is finished · Thread pool · map",
            "BR is received · Thread pool · map", "ends · Thread pool · map", "the race is over",
        ],
        Enumerable.Range(0, 8).Select(events => Show(Playback.Live, events).Find("[data-testid=happened] span").TextContent));

    private static string Text(IRenderedComponent<PlayerBar> bar, string id) => bar.Find($"[data-testid={id}]").TextContent.Trim();

    private static string? Attribute(IRenderedComponent<PlayerBar> bar, string id, string name) =>
        bar.Find($"[data-testid={id}]").GetAttribute(name);

    private static bool Disabled(IRenderedComponent<PlayerBar> bar, string id) => bar.Find($"[data-testid={id}]").HasAttribute("disabled");
}
