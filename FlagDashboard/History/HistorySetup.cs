using FlagDashboard.Flags;
using FlagDashboard.Races;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlagDashboard.History;

internal static class HistorySetup
{
    // A page that waits for a locked file says so soon, and the next try comes soon as well.
    private const int PatienceSeconds = 1;

    /// <summary>Keeps races in a file, as the settings say.</summary>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = HistorySettings.Read(configuration);
        return services
            .AddSingleton(settings)
            .AddSingleton(new ImageArchive(settings.Images))
            .AddDbContextFactory<HistoryContext>(options => Configure(options, settings))
            .AddSingleton<HistoryFile>()
            .AddSingleton<Retention>()
            .AddSingleton<RaceRecorder>()
            .AddSingleton<IRaceArchive>(provider => provider.GetRequiredService<RaceRecorder>())
            .AddHostedService(provider => provider.GetRequiredService<RaceRecorder>())
            .AddSingleton(provider => new RaceHistory(provider.GetRequiredService<HistoryFile>(), provider.GetRequiredService<RaceRecorder>(), provider.GetRequiredService<TimeProvider>()));
    }

    internal static void Configure(DbContextOptionsBuilder options, HistorySettings settings) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = settings.File, DefaultTimeout = PatienceSeconds }.ToString())
        // What goes wrong is said once, in plain words, by the file.
        .UseLoggerFactory(NullLoggerFactory.Instance);
}
