using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.History;

/// <summary>The settings for saving races: the folder, and the limits after which old races are removed.</summary>
/// <param name="Folder">The folder of the database. It is created when the first race is saved.</param>
/// <param name="MaxRaces">The maximum number of saved races: 1 to 1,000,000.</param>
/// <param name="MaxDays">The number of days for which a race stays saved: 1 to 36,500.</param>
/// <param name="MaxMegabytes">The maximum total size of the saved logs, in MB of 1,048,576 bytes: 1 to 1,000,000.</param>
internal sealed record HistorySettings(
    string Folder,
    int MaxRaces = HistorySettings.DefaultMaxRaces,
    int MaxDays = HistorySettings.DefaultMaxDays,
    int MaxMegabytes = HistorySettings.DefaultMaxMegabytes)
{
    private const int DefaultMaxRaces = 10_000;
    private const int DefaultMaxDays = 365;
    private const int DefaultMaxMegabytes = 1024;
    private const int BusyTimeoutSeconds = 1;

    /// <summary>The path of the database.</summary>
    public string DatabasePath => Path.Combine(Folder, "history.db");

    /// <summary>
    /// The connection string. The wait for a locked file is limited to one second, so that the page soon reports the problem.
    /// </summary>
    public string ConnectionString =>
        new SqliteConnectionStringBuilder { DataSource = DatabasePath, DefaultTimeout = BusyTimeoutSeconds }.ToString();

    /// <summary>The folder for downloaded flag images that are not among the built-in flags.</summary>
    public string ImageFolder => Path.Combine(Folder, "images");

    /// <summary>Reads the settings <c>data</c>, <c>History:MaxRaces</c>, <c>History:MaxDays</c> and <c>History:MaxMegabytes</c>.</summary>
    /// <exception cref="InvalidConfigurationException">A setting is unknown, not a whole number, or out of range.</exception>
    public static HistorySettings Read(IConfiguration configuration)
    {
        var section = StrictConfiguration.Read(configuration, "History", "MaxRaces", "MaxDays", "MaxMegabytes");
        return new(
            Path.GetFullPath(configuration["data"] is { Length: > 0 } folder ? folder : DefaultFolder),
            ReadWhole(section, "MaxRaces", DefaultMaxRaces, 1_000_000),
            ReadWhole(section, "MaxDays", DefaultMaxDays, 36_500),
            ReadWhole(section, "MaxMegabytes", DefaultMaxMegabytes, 1_000_000));
    }

    private static string DefaultFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "FlagDashboard");

    private static int ReadWhole(IConfigurationSection section, string name, int defaultValue, int max) =>
        section[name] is not { Length: > 0 } text ? defaultValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max ? number
        : throw new InvalidConfigurationException(string.Create(
            CultureInfo.InvariantCulture, $"{section.Key}:{name}: “{SafeText.Excerpt(text)}” is not a whole number from 1 to {max}."));
}
