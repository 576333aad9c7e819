using System.Globalization;

namespace FlagDashboard.Tests.Flags;

/// <summary>Runs code as a computer does that writes 1,5 for 1.5.</summary>
internal static class Culture
{
    public static void WithCommas(Action test)
    {
        var usual = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }
}
