using Bunit;
using FlagDashboard.Components.Layout;

namespace FlagDashboard.Tests.Components.Layout;

public sealed class ThemeSwitchTests : ComponentTest
{
    private ThemeChoice? _told;

    private IRenderedComponent<ThemeSwitch> Show(ThemeChoice choice) => Render<ThemeSwitch>(theme => theme
        .Add(p => p.Choice, choice)
        .Add(p => p.ChoiceChanged, told => _told = told));

    [Theory]
    [InlineData(ThemeChoice.System)]
    [InlineData(ThemeChoice.Light)]
    [InlineData(ThemeChoice.Dark)]
    public void Choice_Given_IsChecked(ThemeChoice choice)
    {
        var theme = Show(choice);
        Assert.Equal(["System", "Light", "Dark"], theme.FindAll("label").Select(label => label.TextContent.Trim()));
        Assert.Equal($"{choice}", Assert.Single(theme.FindAll("input[type=radio]:checked")).GetAttribute("value"));
        Assert.Equal($"{choice}", Assert.Single(theme.FindAll("label.on")).TextContent.Trim());
    }

    [Fact]
    public async Task Choice_Another_RaisesChoiceChanged()
    {
        await Show(ThemeChoice.System).Find("input[value=Dark]").ChangeAsync("Dark");
        Assert.Equal(ThemeChoice.Dark, _told);
    }
}
