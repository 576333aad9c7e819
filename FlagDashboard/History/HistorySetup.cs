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
    /// <exception cref="InvalidConfigurationException">A setting is invalid.</exception>
    public static IServiceCollection AddHistory(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = HistorySettings.Read(configuration);
        return services
            .AddSingleton(settings)
            .AddSingleton(new HistoryImageStore(settings.ImageFolder))
            .AddDbContextFactory<HistoryDbContext>(
                (provider, options) => Configure(options, settings, provider.GetRequiredService<TranslateFactory>()))
            .AddSingleton<HistoryDatabase>()
            .AddSingleton<Retention>()
            .AddSingleton<RaceArchive>()
            .AddSingleton<IRaceArchive>(provider => provider.GetRequiredService<RaceArchive>())
            .AddHostedService(
                provider => provider.GetRequiredService<RaceArchive>().CreateInstruments(provider.GetRequiredService<IMeterFactory>()))
            .AddHostedService<RaceShutdown>()
            .AddSingleton(provider => new RaceHistory(
                provider.GetRequiredService<HistoryDatabase>(),
                provider.GetRequiredService<RaceArchive>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<SeriesReader>();
    }

    private static void Configure(DbContextOptionsBuilder options, HistorySettings settings, TranslateFactory translate) => options
        .UseSqlite(settings.ConnectionString)
        .AddInterceptors(new SqlFunctions.ConnectionInterceptor(translate))
        // Disables the logging of EF Core, because HistoryDatabase logs each problem itself, once and in plain words.
        .UseLoggerFactory(NullLoggerFactory.Instance);
}
