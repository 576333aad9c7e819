using CsCheck;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class PlaybackTests
{
    private static readonly Playback Paused = new(PlaybackMode.Paused, 300, 1);
    private static readonly Playback Playing = new(PlaybackMode.Playing, 300, 2);

    [Fact]
    public void At_Live_ReturnsLatestTime() => Assert.Equal((10.0, 2000.0), (Playback.Live.At(10), Playback.Live.At(2000)));

    [Fact]
    public void At_PausedOrPlaying_ReturnsItsOwnTime() => Assert.Equal((300.0, 300.0), (Paused.At(5000), Playing.At(5000)));

    [Theory]
    [InlineData(100, 100)]
    [InlineData(-5, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, 0)]
    public void Seek_BeforeEnd_SetsTime(double ms, double expected)
    {
        Assert.Equal(Paused with { AtMs = expected }, Playback.Live.Seek(ms, 1000));
        Assert.Equal(Playing with { AtMs = expected }, Playing.Seek(ms, 1000));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(double.PositiveInfinity)]
    public void Seek_TheEndOrBeyond_IsLive(double ms) => Assert.Equal(PlaybackMode.Live, Playing.Seek(ms, 1000).Mode);

    [Fact]
    public void Toggle_BeforeEnd_PausesThenPlaysFromThere()
    {
        var paused = Playback.Live.Toggle(700, over: false);
        Assert.Equal(new(PlaybackMode.Paused, 700, 1), paused);
        Assert.Equal(new(PlaybackMode.Playing, 700, 1), paused.Toggle(900, over: false));
        Assert.Equal(Playing with { Mode = PlaybackMode.Paused }, Playing.Toggle(900, over: false));
    }

    [Fact]
    public void Toggle_AtTheEnd_PlaysFromTheBeginning() =>
        Assert.Equal(new(PlaybackMode.Playing, 0, 1), Playback.Live.Toggle(700, over: true));

    [Fact]
    public void Advance_Playing_AddsTimeAtItsSpeed() => Assert.Equal(Playing with { AtMs = 400 }, Playing.Advance(50, 1000));

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
    public void AtSpeed_UnknownSpeed_IsIgnored(double wanted, double taken) => Assert.Equal(taken, Playing.AtSpeed(wanted).Speed);

    [Fact]
    public void At_AnySeekAndAdvance_ReturnsTimeWithinRace() =>
        Gen.Select(Gen.Double, Gen.Double[0, 10_000], Gen.Enum<PlaybackMode>(), Gen.Int[0, 5]).Sample((ms, end, mode, speed) =>
            Assert.InRange(new Playback(mode, 0, Playback.Speeds[speed]).Seek(ms, end).Advance(17, end).At(end), 0, end));
}
