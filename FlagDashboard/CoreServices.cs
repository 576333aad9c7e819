using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Modes;
using FlagDashboard.Python;
using FlagDashboard.Races;

namespace FlagDashboard;

/// <summary>Registers the services for running races, which the dashboard, the command line and the tests share.</summary>
internal static class CoreServices
{
    /// <summary>
    /// Registers the services for flags, the built-in site, the modes and the races. The services do not need a web page.
    /// </summary>
    public static IServiceCollection AddCoreServices(this IServiceCollection services, IConfiguration configuration) => services
        .AddFlags(configuration)
        .AddFlagServer()
        .AddModes()
        .AddPythonModes(configuration)
        .AddRaces(configuration);
}
