using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.History;

/// <summary>Where races are kept, how many, and for how long.</summary>
/// <param name="Folder">The folder of the file; made when it is needed.</param>
/// <param name="MaxRaces">How many races are kept at most: 1 to 1,000,000.</param>
/// <param name="MaxDays">For how many days: 1 to 36,500.</param>
internal sealed record HistorySettings(string Folder, int MaxRaces = HistorySettings.UsualRaces, int MaxDays = HistorySettings.UsualDays)
{
    private const int UsualRaces = 10_000;
    private const int UsualDays = 365;
    private const int PatienceSeconds = 1;

    /// <summary>The file.</summary>
    public string File => Path.Combine(Folder, "history.db");

    /// <summary>How the file is opened. A page that waits for a locked file says so soon, and the next try comes soon as well.</summary>
    public string Connection => new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = PatienceSeconds }.ToString();

    /// <summary>Where contents are kept that are not built in.</summary>
    public string Images => Path.Combine(Folder, "images");

    /// <summary>Reads the settings data, History:MaxRaces and History:MaxDays.</summary>
    /// <exception cref="SettingException">A number is none, or out of range.</exception>
    public static HistorySettings Read(IConfiguration configuration) => new(
        Path.GetFullPath(configuration["data"] is { Length: > 0 } folder ? folder : UsualFolder),
        Whole(configuration, "History:MaxRaces", UsualRaces, 1_000_000),
        Whole(configuration, "History:MaxDays", UsualDays, 36_500));

    private static string UsualFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "FlagDashboard");

    private static int Whole(IConfiguration configuration, string name, int usual, int most) =>
        configuration[name] is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new SettingException(
            string.Create(CultureInfo.InvariantCulture, $"{name}: “{SafeText.Short(text)}” is not a whole number from 1 to {most}."));
}
