using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Flags;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class FlagImageStylesTests : ComponentTest
{
    private IRenderedComponent<FlagImageStyles> Show(params IReadOnlyList<string> images) => Render<FlagImageStyles>(component => component
        .Add(p => p.ImageHashes, images)
        .Add(p => p.ScopeSelector, ".race"));

    [Fact]
    public void Images_OfARace_AreRulesByNumber() => Assert.Equal(
        ".race .flag.i0{background-image:url(./images/sha0)}.race .flag.i1{background-image:url(./images/sha1)}",
        Show("sha0", "sha1").Find("style").TextContent);

    [Fact]
    public void NewImage_OfALongRace_ChangesOnlyTheLastSheet()
    {
        var images = Enumerable.Range(0, 40).Select(number => $"sha{number}").ToList();
        var component = Show([.. images]);
        var before = Sheets(component);
        component.Render(p => p.Add(one => one.ImageHashes, [.. images, "more"]));
        var after = Sheets(component);
        Assert.Equal(3, after.Count);
        Assert.Equal(before.Take(2), after.Take(2));
        Assert.EndsWith(".race .flag.i40{background-image:url(./images/more)}", after[2], StringComparison.Ordinal);
    }

    [Fact]
    public void HostileName_IsEscaped() => Assert.Equal(
        ".race .flag.i0{background-image:url(./images/1%29%22%3Bx%3A%27%28%3C)}", Show("1)\";x:'(<").Find("style").TextContent);

    [Fact]
    public void BuiltInFlag_HasNoRule_BecauseEveryPageKnowsIt()
    {
        var flags = Services.GetRequiredService<BuiltInFlagStyleSheet>();
        var (code, hash) = Services.GetRequiredService<BuiltInFlagHashes>().DistinctFlags.First();
        Assert.Equal(code, flags.ClassOf(hash));
        Assert.Contains($".flag.{code}{{background-image:url({hash[..12]})}}", flags.Css, StringComparison.Ordinal);
        Assert.Equal(
            ".race .flag.i0{background-image:url(./images/sha0)}.race .flag.i2{background-image:url(./images/sha2)}",
            Show("sha0", hash, "sha2").Find("style").TextContent);
        Assert.Empty(Sheets(Show(hash)));
    }

    private static List<string> Sheets(IRenderedComponent<FlagImageStyles> component) =>
        [.. component.FindAll("style").Select(sheet => sheet.TextContent)];
}
