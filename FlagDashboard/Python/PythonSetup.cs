using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>Registers the modes in Python.</summary>
internal static class PythonSetup
{
    /// <summary>Registers the same modes as <see cref="ModesSetup.AddModes"/>, in the same order.</summary>
    public static IServiceCollection AddPythonModes(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new PythonFinder(configuration[PythonFinder.SettingName]))
        .AddSingleton<IModeAvailability>(services => services.GetRequiredService<PythonFinder>())
        .AddSingleton<ScriptFolder>()
        .AddInPython<Sequential>()
        .AddInPython<ThreadsMap>()
        .AddInPython<ThreadsAsCompleted>()
        .AddInPython<Processes>()
        .AddInPython<Async>();

    private static IServiceCollection AddInPython<T>(this IServiceCollection services)
        where T : IConcurrencyMode, new() => services.AddSingleton<IConcurrencyMode>(services => new PythonMode(
            new T(), services.GetRequiredService<PythonFinder>(), services.GetRequiredService<ScriptFolder>()));
}
