using FlagDashboard.Components.Layout;
using Microsoft.AspNetCore.Http;

namespace FlagDashboard.Tests.Components.Layout;

public class VisitorThemeTests
{
    private static VisitorTheme Read(string? cookies, string? hint = null)
    {
        var request = new DefaultHttpContext().Request;
        if (cookies is not null)
            request.Headers.Cookie = cookies;
        if (hint is not null)
            request.Headers["Sec-CH-Prefers-Color-Scheme"] = hint;
        return VisitorTheme.Read(request);
    }

    [Theory]
    [InlineData("theme=dark", ThemeChoice.Dark)]
    [InlineData("theme=LIGHT", ThemeChoice.Light)]
    [InlineData("a=b; theme=light; c=d", ThemeChoice.Light)]
    [InlineData("theme=system", ThemeChoice.System)]
    [InlineData("theme=", ThemeChoice.System)]
    [InlineData("theme=purple", ThemeChoice.System)]
    [InlineData("theme=99", ThemeChoice.System)]
    [InlineData("theme=-1", ThemeChoice.System)]
    [InlineData("theme=99999999999999999999", ThemeChoice.System)]
    [InlineData("theme=<script>", ThemeChoice.System)]
    [InlineData("dark", ThemeChoice.System)]
    [InlineData(null, ThemeChoice.System)]
    public void Read_Cookie_ReturnsChoiceOrSystem(string? cookies, ThemeChoice choice) => Assert.Equal(new(choice, false), Read(cookies));

    [Theory]
    [InlineData("dark", true)]
    [InlineData("\"dark\"", true)]
    [InlineData("light", false)]
    [InlineData("", false)]
    [InlineData("\0;,", false)]
    [InlineData(null, false)]
    public void Read_Hint_ReturnsThemeOfSystem(string? hint, bool dark) => Assert.Equal(new(ThemeChoice.System, dark), Read(null, hint));

    [Fact]
    public void Read_NoRequest_IsLight() => Assert.Equal(new(ThemeChoice.System, false), VisitorTheme.Read(null));

    [Theory]
    [InlineData(ThemeChoice.System, false, false)]
    [InlineData(ThemeChoice.System, true, true)]
    [InlineData(ThemeChoice.Light, true, false)]
    [InlineData(ThemeChoice.Dark, false, true)]
    public void Dark_Choice_OverridesSystem(ThemeChoice choice, bool system, bool dark) =>
        Assert.Equal(dark, new VisitorTheme(choice, system).UsesDarkPalette);
}
