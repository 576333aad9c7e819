using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class SmoothingSliderTests : ComponentTest
{
    private readonly ChosenSmoothing _choice = new();
    private int _changes;

    private IRenderedComponent<SmoothingSlider> Show() => Render<SmoothingSlider>(slider => slider
        .Add(p => p.Smoothing, _choice)
        .Add(p => p.Changed, () => _changes++));

    [Fact]
    public void Slider_Initially_HasDefaultSmoothing()
    {
        var slider = Show();
        Assert.Equal(("0.3", "0", "1"),
            (slider.Find("input").GetAttribute("value"), slider.Find("input").GetAttribute("min"), slider.Find("input")
            .GetAttribute("max")));
        Assert.Equal("0.30", slider.Find("output").TextContent);
    }

    [Fact]
    public async Task Slider_Moved_RaisesChangeAndDoesNotSetItsValue()
    {
        var slider = Show();
        await slider.Find("input").InputAsync(new() { Value = "0.85" });
        Assert.Equal((0.85, 1, "0.85"), (_choice.Factor, _changes, slider.Find("output").TextContent));
        Assert.Equal("0.3", slider.Find("input").GetAttribute("value"));
        Assert.Equal("0.85", Show().Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("1.01")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("much")]
    [InlineData(null)]
    public void Set_InvalidText_ChangesNothing(string? text)
    {
        _choice.Set(text);
        Assert.Equal(0.3, _choice.Factor);
    }

    [Fact]
    public void Set_CultureWithDecimalComma_ReadsDecimalPoint() => Culture.WithCommas(() =>
    {
        _choice.Set("0.85");
        Assert.Equal(0.85, _choice.Factor);
    });
}
