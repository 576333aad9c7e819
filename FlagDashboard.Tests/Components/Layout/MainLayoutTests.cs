using Bunit;
using FlagDashboard.Components.Layout;
using FlagDashboard.History;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Extensions;

namespace FlagDashboard.Tests.Components.Layout;

public sealed class MainLayoutTests : ComponentTest
{
    private IRenderedComponent<MainLayout> Show(RenderFragment body, bool interactive = true, VisitorTheme? theme = null)
    {
        SetRendererInfo(new RendererInfo(interactive ? "Server" : "Static", interactive));
        return Render<MainLayout>(layout =>
        {
            layout.Add(p => p.Body, body);
            if (theme is not null)
                layout.AddCascadingValue(theme);
        });
    }

    private static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private static bool Dark(IRenderedComponent<MainLayout> layout) =>
        layout.FindComponent<MudThemeProvider>().Instance.GetState(theme => theme.IsDarkMode);

    [Fact]
    public void Body_Given_IsInMain() => Assert.Equal("the race", Show(Text("the race")).Find("main#main").TextContent.Trim());

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Root_Interactive_HasMarkerAttribute(bool interactive, int count) =>
        Assert.Equal(count, Show(Text(""), interactive).FindAll(".app[data-interactive=true]").Count);

    [Fact]
    public void Body_Throws_ShowsAlertAndKeepsLayout()
    {
        var layout = Show(_ => throw new InvalidDataException("secret"));
        Assert.StartsWith("Something went wrong on this page.", layout.Find("main .mud-alert").TextContent.Trim(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", layout.Markup, StringComparison.Ordinal);
        Assert.Single(layout.FindAll("header [data-testid=theme]"));
    }

    [Fact]
    public void Body_ThrewBeforeNavigation_ShowsNextPage()
    {
        var failing = true;
        var layout = Show(builder =>
        {
            if (failing)
                throw new InvalidDataException("secret");
            builder.AddContent(0, "the next page");
        });
        Assert.Equal("Reload", layout.Find("[data-testid=reload]").TextContent);
        failing = false;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/history");
        layout.WaitForAssertion(() => Assert.Equal("the next page", layout.Find("main#main").TextContent.Trim()));
    }

    [Fact]
    public void StorageProblem_OnAnyPage_IsShownAboveIt()
    {
        var layout = Show(Text("the race"));
        Assert.False(Services.GetRequiredService<HistoryDatabase>().TryWrite(_ => throw new IOException("gone")));
        layout.WaitForElement("main [data-testid=history-trouble]");
        Assert.EndsWith("the race", layout.Find("main").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThemeChoice.Dark, true)]
    [InlineData(ThemeChoice.Light, false)]
    public void Theme_OfRequest_IsUsedInFirstRender(ThemeChoice choice, bool dark) =>
        Assert.Equal(dark, Dark(Show(Text(""), theme: new(choice, false))));

    [Fact]
    public async Task Theme_Chosen_IsUsedAndStored()
    {
        var layout = Show(Text(""));
        await layout.Find("input[value=Dark]").ChangeAsync("Dark");
        Assert.True(Dark(layout));
        Assert.Equal(["dark"], JSInterop.Invocations["flagDashboard.setTheme"].Single().Arguments);
    }
}
