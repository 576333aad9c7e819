using CsCheck;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class PlaybackTests
{
    private static readonly Playback Paused = new(PlaybackMode.Paused, 300, 1);
    private static readonly Playback Playing = new(PlaybackMode.Playing, 300, 2);

    [Fact]
    public void At_Live_ReturnsLatestTime() =>
        Assert.Equal((10.0, 2000.0), (Playback.Live.TimeShownMs(10), Playback.Live.TimeShownMs(2000)));

    [Fact]
    public void At_PausedOrPlaying_ReturnsItsOwnTime() =>
        Assert.Equal((300.0, 300.0), (Paused.TimeShownMs(5000), Playing.TimeShownMs(5000)));

    [Theory]
    [InlineData(100, 100)]
    [InlineData(-5, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, 0)]
    public void Seek_BeforeEnd_SetsTime(double ms, double expected)
    {
        Assert.Equal(Paused with { PositionMs = expected }, Playback.Live.Seek(ms, 1000));
        Assert.Equal(Playing with { PositionMs = expected }, Playing.Seek(ms, 1000));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(double.PositiveInfinity)]
    public void Seek_TheEndOrBeyond_IsLive(double ms) => Assert.Equal(PlaybackMode.Live, Playing.Seek(ms, 1000).Mode);

    [Fact]
    public void Toggle_BeforeEnd_PausesThenPlaysFromThere()
    {
        var paused = Playback.Live.Toggle(700, isRaceOver: false);
        Assert.Equal(new(PlaybackMode.Paused, 700, 1), paused);
        Assert.Equal(new(PlaybackMode.Playing, 700, 1), paused.Toggle(900, isRaceOver: false));
        Assert.Equal(Playing with { Mode = PlaybackMode.Paused }, Playing.Toggle(900, isRaceOver: false));
    }

    [Fact]
    public void Toggle_AtTheEnd_PlaysFromTheBeginning() =>
        Assert.Equal(new(PlaybackMode.Playing, 0, 1), Playback.Live.Toggle(700, isRaceOver: true));

    [Fact]
    public void Advance_Playing_AddsTimeAtItsSpeed() => Assert.Equal(Playing with { PositionMs = 400 }, Playing.Advance(50, 1000));

    [Fact]
    public void Advance_ReachesEnd_ReturnsLive() => Assert.Equal(PlaybackMode.Live, Playing.Advance(350, 1000).Mode);

    [Fact]
    public void Advance_PausedOrLive_ChangesNothing() =>
        Assert.Equal((Paused, Playback.Live), (Paused.Advance(1e9, 1000), Playback.Live.Advance(1e9, 1000)));

    [Theory]
    [InlineData(0.25, 0.25)]
    [InlineData(8, 8)]
    [InlineData(0, 2)]
    [InlineData(-1, 2)]
    [InlineData(double.NaN, 2)]
    [InlineData(1e9, 2)]
    public void AtSpeed_UnknownSpeed_IsIgnored(double wanted, double taken) => Assert.Equal(taken, Playing.WithSpeed(wanted).Speed);

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void ChooseSpeed_SlowWhileLive_FallsBehindFromNow(double speed)
    {
        var slow = Playback.Live.ChooseSpeed(speed, 700, isRaceOver: false);
        Assert.Equal(new(PlaybackMode.Playing, 700, speed), slow);
        Assert.Equal(0, slow.BehindMs(700, isRaceOver: false));
        Assert.Equal((1 - speed) * 1000, slow.Advance(1000, 1700).BehindMs(1700, isRaceOver: false));
        Assert.Null(slow.Seek(double.PositiveInfinity, 1700).BehindMs(1700, isRaceOver: false));
        Assert.Null(slow.BehindMs(1700, isRaceOver: true));
    }

    [Fact]
    public void ChooseSpeed_Otherwise_ChangesOnlyTheSpeed()
    {
        Assert.Equal(Playback.Live with { Speed = 2 }, Playback.Live.ChooseSpeed(2, 700, isRaceOver: false));
        Assert.Equal(Playback.Live with { Speed = 0.25 }, Playback.Live.ChooseSpeed(0.25, 700, isRaceOver: true));
        Assert.Equal(Paused with { Speed = 0.25 }, Paused.ChooseSpeed(0.25, 700, isRaceOver: false));
        Assert.Equal(Playing with { Speed = 0.5 }, Playing.ChooseSpeed(0.5, 700, isRaceOver: false));
        Assert.Equal(Playback.Live, Playback.Live.ChooseSpeed(0.3, 700, isRaceOver: false));
    }

    [Fact]
    public void SpeedToShow_LiveRace_IsNeverBelowOne()
    {
        var live = Playback.Live with { Speed = 0.25 };
        Assert.Equal((1.0, 0.25), (live.DisplayedSpeed(isRaceOver: false), live.DisplayedSpeed(isRaceOver: true)));
        Assert.Equal(4, (live with { Speed = 4 }).DisplayedSpeed(isRaceOver: false));
        Assert.Equal(0.25, (live with { Mode = PlaybackMode.Playing }).DisplayedSpeed(isRaceOver: false));
    }

    [Theory]
    [InlineData(PlaybackMode.Live, 0.25, false, 0.5, 2)]
    [InlineData(PlaybackMode.Live, 0.25, true, 0.25, 0.5)]
    [InlineData(PlaybackMode.Paused, 1, false, 0.5, 2)]
    [InlineData(PlaybackMode.Playing, 8, true, 4, 8)]
    public void SlowerAndFaster_FromTheSpeedDisplayed_AreItsNeighbours(
        PlaybackMode mode, double speed, bool isOver, double slower, double faster)
    {
        var playback = new Playback(mode, 100, speed);
        Assert.Equal((slower, faster), (playback.Slower(isOver), playback.Faster(isOver)));
    }

    [Fact]
    public void SlowMotion_AnyRace_FallsBehindUntilTheRaceEndsAndThenReachesIt() =>
        Gen.Select(Gen.Double[1, 5000], Gen.Double[1, 300].Array[1, 40], Gen.Int[0, 1]).Sample((startMs, ticks, speed) =>
        {
            var playback = Playback.Live.ChooseSpeed(Playback.Speeds[speed], startMs, isRaceOver: false);
            var (end, behind) = (startMs, 0.0);
            foreach (var elapsed in ticks)
            {
                end += elapsed;
                playback = playback.Advance(elapsed, end);
                var now = playback.BehindMs(end, isRaceOver: false)!.Value;
                Assert.Equal(behind + ((1 - playback.Speed) * elapsed), now, tolerance: 1e-6);
                behind = now;
            }

            // The race has ended. What is left of it is shown at the same speed.
            var leftMs = behind / playback.Speed;
            Assert.Equal(PlaybackMode.Playing, playback.Advance(leftMs * 0.99, end).Mode);
            Assert.Equal(PlaybackMode.Live, playback.Advance(leftMs * 1.01, end).Mode);
        });

    [Fact]
    public void At_AnySeekAndAdvance_ReturnsTimeWithinRace() =>
        Gen.Select(Gen.Double, Gen.Double[0, 10_000], Gen.Enum<PlaybackMode>(), Gen.Int[0, 5]).Sample((ms, end, mode, speed) =>
            Assert.InRange(new Playback(mode, 0, Playback.Speeds[speed]).Seek(ms, end).Advance(17, end).TimeShownMs(end), 0, end));
}
