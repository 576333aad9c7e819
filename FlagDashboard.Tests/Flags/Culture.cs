using System.Globalization;

namespace FlagDashboard.Tests.Flags;

/// <summary>Runs code in a culture with a decimal comma.</summary>
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
