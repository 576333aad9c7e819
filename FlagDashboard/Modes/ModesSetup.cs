using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>Registers the concurrency modes.</summary>
internal static class ModesSetup
{
    /// <summary>Registers the modes in the order in which people see them.</summary>
    public static IServiceCollection AddModes(this IServiceCollection services) => services
        .AddSingleton<IConcurrencyMode, Sequential>()
        .AddSingleton<IConcurrencyMode, ThreadsMap>()
        .AddSingleton<IConcurrencyMode, ThreadsAsCompleted>()
        .AddSingleton<IConcurrencyMode, Processes>()
        .AddSingleton<IConcurrencyMode, Async>();
}
