using FlagDashboard.Plans;

namespace FlagDashboard.Races;

internal static class RacesSetup
{
    /// <summary>Registers the services that run races and series, and the limits and rules of plans.</summary>
    /// <exception cref="Flags.InvalidConfigurationException">A limit is invalid.</exception>
    public static IServiceCollection AddRaces(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<ModeRegistry>()
        .AddSingleton(services => services.GetRequiredService<ModeRegistry>().Catalog)
        .AddSingleton(Limits.Read(configuration))
        .AddSingleton<ImportLimiter>()
        .AddSingleton<PlanRules>()
        .AddSingleton<PlanReader>()
        .AddSingleton<IRaceArchive, NoArchive>()
        .AddMetrics()
        .AddSingleton<RaceTelemetry>()
        .AddSingleton<RaceRegistry>()
        .AddSingleton<SeriesRegistry>();
}
