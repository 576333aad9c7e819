using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Sharing;

public class LanesTextTests
{
    private static readonly string[] Lanes = ["sequential", "threads-map", "async", "processes"];

    private static readonly Gen<LaneArrangement> Arranged = Gen.Select(Gen.Enum<LaneAction>(), Gen.Int[0, 3])
        .Array[0, 12].Select(actions => actions.Aggregate(
            LaneArrangement.Default, (was, done) => was.Apply(done.Item1, Lanes[done.Item2], Lanes)));

    [Fact]
    public void Read_TextOfAnyArrangement_ShowsTheSameLanes() => Arranged.Sample(arrangement =>
    {
        var text = LanesText.Of(arrangement, Lanes);
        Assert.Equal(arrangement.DiffersFromDefault(Lanes), text.Length > 0);
        Assert.Equal(text, Uri.EscapeDataString(text).Replace("%2C", ",", StringComparison.Ordinal));
        var read = LanesText.Read(text) ?? LaneArrangement.Default;
        Assert.Equal(arrangement.VisibleLanes(Lanes), read.VisibleLanes(Lanes));
        Assert.Equal(arrangement.CollapsedModes.Order(), read.CollapsedModes.Order());
        Assert.Equal(text, LanesText.Of(read, Lanes));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",,")]
    [InlineData("<b>,../..,Async")]
    public void Read_TextWithoutMode_ReturnsNull(string? text) => Assert.Null(LanesText.Read(text));

    [Fact]
    public void Read_ChangedText_KeepsWhatNamesAMode()
    {
        var read = LanesText.Read("async,async~,<b>,-other,-sequential~")!;
        Assert.Equal(["async", "other", "sequential"], read.ChosenOrder);
        Assert.Equal(["async", "threads-map", "processes"], read.VisibleLanes(["async", "threads-map", "sequential", "processes"]));
        Assert.Equal(["sequential"], read.CollapsedModes);
    }

    [Fact]
    public void Read_VeryLongText_IsBounded()
    {
        var read = LanesText.Read(string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"m{i}")))!;
        Assert.InRange(read.ChosenOrder.Count, 1, ProgramInfo.MaxRuns);
    }
}
