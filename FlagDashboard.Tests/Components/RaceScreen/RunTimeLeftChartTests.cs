using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Timeline;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class RunTimeLeftChartTests : ComponentTest
{
    private static readonly RaceEvent[] Log = Replayed.Log(1, [1000, 1000, 1000, 1000]);

    private static RaceState At(double now) => RaceState.At(Log, now);

    private IRenderedComponent<RunTimeLeftChart> Show(RaceState race, double now, double smoothing = 0.3) =>
        Render<RunTimeLeftChart>(picture => picture
        .Add(p => p.Race, race)
        .Add(p => p.Run, race.Runs[0])
        .Add(p => p.ShownMs, now)
        .Add(p => p.Smoothing, smoothing));

    private static string[] Says(IRenderedComponent<RunTimeLeftChart> picture) =>
        [.. picture.FindAll(".estimates span").Select(said => said.TextContent)];

    private static string[] Wrong(IRenderedComponent<RunTimeLeftChart> picture) =>
        [.. picture.FindAll(".estimates em").Select(said => said.TextContent)];

    private static string? PathOf(IRenderedComponent<RunTimeLeftChart> picture, string estimator) =>
        picture.Find($"path.{estimator}").GetAttribute("d");

    private static string Summary(IRenderedComponent<RunTimeLeftChart> picture) =>
        picture.Find("svg[role=img]").GetAttribute("aria-label")!;

    [Fact]
    public void Picture_BeforeTheFirstResult_WaitsForIt()
    {
        var picture = Show(At(900), 900);
        Assert.Equal(Enumerable.Repeat("0% 0/4 [0.9\u00a0s gone, waiting for the first]", 3), Says(picture));
        Assert.Equal(["", "", ""], Wrong(picture));
        Assert.All(picture.FindAll("path.naive, path.smoothed, path.workers"), path => Assert.Equal("", path.GetAttribute("d")));
        Assert.Empty(picture.FindAll(".sheet .mark"));
        Assert.Equal(
            "Time left of run-0, after 0.90\u00a0s. naive: elapsed ÷ done × left, waits for the first; "
            + "smoothed: recent results weigh more, waits for the first; "
            + "by workers: the remaining calls scheduled on them, waits for the first",
            Summary(picture));
    }

    [Fact]
    public void Picture_Midway_ShowsProgressLineOfEachEstimator()
    {
        var picture = Show(At(1500), 1500);
        Assert.Equal(
            ["25% 1/4 [1.5\u00a0s gone, 4.5\u00a0s left, 0.7/s]", "25% 1/4 [1.5\u00a0s gone, 3.0\u00a0s left, 1.0/s]",
            "25% 1/4 [1.5\u00a0s gone, 2.5\u00a0s left, 1.0/s]"],
            Says(picture));
        Assert.Equal(["", "", ""], Wrong(picture));
        Assert.Equal("M1000 -3000L1500 -2500", PathOf(picture, "workers"));
        Assert.Equal(("truth least", "M0 -1500L1500 0"), (picture.Find("path.truth").ClassName, PathOf(picture, "truth")));
        Assert.Equal("at least", picture.Find("span.truth").TextContent);
        Assert.StartsWith("“At least”: ", picture.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.Contains("live", picture.Find(".now").ClassList);
    }

    [Fact]
    public void Picture_Finished_ShowsErrorsAndMarksBestEstimator()
    {
        var picture = Show(At(4000), 9000);
        Assert.Equal(
            ["wrong by 1.22\u00a0s on average", "wrong by 0.50\u00a0s on average", "wrong by 0.00\u00a0s on average ★ least"],
            Wrong(picture));
        Assert.Equal("estimate-run-0-workers", Assert.Single(picture.FindAll(".estimates .best")).GetAttribute("data-testid"));
        Assert.Equal("100% 4/4 [4.0\u00a0s gone, 0.0\u00a0s left, 1.0/s]", Says(picture)[0]);
        Assert.Equal(["M0 -4000L4000 0", "M0 -4000L4000 0"], picture.FindAll("path.truth").Select(path => path.GetAttribute("d")));
        Assert.Equal("really left", picture.Find("span.truth").TextContent);
        Assert.StartsWith("The grey band is ", picture.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("live", picture.Find(".now").ClassList);
        Assert.StartsWith(
            "Time left of run-0, which took 4.00\u00a0s. naive: elapsed ÷ done × left, was wrong by 1.22\u00a0s on average; ",
            Summary(picture), StringComparison.Ordinal);
        Assert.Equal(["0", "1.5", "3", "4.5"], picture.FindAll(".labels span").Select(level => level.TextContent));
        Assert.Equal("0 -5000 1000 5000", picture.Find("svg").GetAttribute("viewBox"));
    }

    [Fact]
    public void Picture_CultureWithCommas_HasPointsInItsGeometryOnly() => Culture.WithCommas(() =>
    {
        var picture = Show(At(1500), 1500);
        Assert.Equal("25% 1/4 [1,5\u00a0s gone, 4,5\u00a0s left, 0,7/s]", Says(picture)[0]);
        var geometry = picture.FindAll("path").Select(path => path.GetAttribute("d")!)
            .Concat(picture.FindAll("[style]")
                .Select(drawn => drawn.GetAttribute("style")!.Replace("clamp(8px,", "", StringComparison.Ordinal)
                .Replace("clamp(0px,", "", StringComparison.Ordinal).Replace(",100% - ", "", StringComparison.Ordinal)))
            .Append(picture.Find("svg").GetAttribute("viewBox")!).ToList();
        Assert.True(geometry.Count > 10);
        Assert.All(geometry, drawn => Assert.DoesNotContain(",", drawn, StringComparison.Ordinal));
    });

    [Fact]
    public void Picture_CurvesAndNames_CarryTheSameSigns()
    {
        var picture = Show(At(4000), 4000);
        Assert.Equal(["N", "S", "W"], picture.FindAll(".estimates .mark").Select(mark => mark.TextContent));
        Assert.All(picture.FindAll(".sheet .mark"), mark => Assert.Equal(mark.TextContent, mark.ClassList[1][..1].ToUpperInvariant()));
        Assert.Equal(["N", "S", "W"], picture.FindAll(".sheet .mark").Select(mark => mark.TextContent).Distinct());
    }

    [Fact]
    public void Smoothing_Changed_ChangesOnlySmoothedCurve()
    {
        var race = RaceState.At(Replayed.Log(1, [1000, 2000, 1000, 1000]), 3500);
        var picture = Show(race, 3500);
        var (naive, smoothed, workers) = (PathOf(picture, "naive"), PathOf(picture, "smoothed"), PathOf(picture, "workers"));
        picture.Render(p => p.Add(t => t.Smoothing, 1));
        Assert.Equal((naive, workers), (PathOf(picture, "naive"), PathOf(picture, "workers")));
        Assert.NotEqual(smoothed, PathOf(picture, "smoothed"));
        Assert.Equal("50% 2/4 [3.5\u00a0s gone, 4.0\u00a0s left, 0.5/s]", Says(picture)[1]);
    }

    [Fact]
    public void Render_NothingNew_IsSkipped()
    {
        var race = At(4000);
        var picture = Show(race, 5000);
        picture.Render(p => p.Add(t => t.ShownMs, 6000));
        Assert.Equal(1, picture.RenderCount);
        picture.Render(p => p.Add(t => t.Smoothing, 0.5));
        Assert.Equal(2, picture.RenderCount);
    }
}
