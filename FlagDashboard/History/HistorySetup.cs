using System.Diagnostics.Metrics;
using FlagDashboard.Flags;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlagDashboard.History;

internal static class HistorySetup
{
    /// <summary>Registers the services that save races.</summary>
    /// <exception cref="SettingException">A setting is invalid.</exception>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = HistorySettings.Read(configuration);
        return services
            .AddSingleton(settings)
            .AddSingleton(new ImageArchive(settings.ImageFolder))
            .AddDbContextFactory<HistoryContext>(
                (provider, options) => Configure(options, settings, provider.GetRequiredService<TranslateInto>()))
            .AddSingleton<HistoryDatabase>()
            .AddSingleton<Retention>()
            .AddSingleton<RaceRecorder>()
            .AddSingleton<IRaceArchive>(provider => provider.GetRequiredService<RaceRecorder>())
            .AddHostedService(provider => provider.GetRequiredService<RaceRecorder>().Observe(provider.GetRequiredService<IMeterFactory>()))
            .AddHostedService<RaceShutdown>()
            .AddSingleton(provider => new RaceHistory(
                provider.GetRequiredService<HistoryDatabase>(),
                provider.GetRequiredService<RaceRecorder>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<SeriesReader>();
    }

    private static void Configure(DbContextOptionsBuilder options, HistorySettings settings, TranslateInto translate) => options
        .UseSqlite(settings.ConnectionString)
        .AddInterceptors(new SqlFunctions.Registration(translate))
        // Disables the logging of EF Core, because HistoryDatabase logs each problem itself, once and in plain words.
        .UseLoggerFactory(NullLoggerFactory.Instance);
}
