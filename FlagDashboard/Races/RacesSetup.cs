using FlagDashboard.Plans;

namespace FlagDashboard.Races;

internal static class RacesSetup
{
    /// <summary>Registers the directory of races, the rules of plans and the page's view of a race.</summary>
    public static IServiceCollection AddRaces(this IServiceCollection services) => services
        .AddSingleton<ModeDirectory>()
        .AddSingleton(services => services.GetRequiredService<ModeDirectory>().Catalog)
        .AddSingleton<PlanRules>()
        .AddSingleton<PlanReader>()
        .AddSingleton<IRaceArchive, NoArchive>()
        .AddSingleton<RaceRegistry>();
}
