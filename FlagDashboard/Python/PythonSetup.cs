using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>Registers the modes in Python.</summary>
internal static class PythonSetup
{
    /// <summary>Registers the same modes as <see cref="ModesSetup.AddModes"/>, in the same order.</summary>
    public static IServiceCollection AddPythonModes(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new ModePythonFinder(configuration[ModePythonFinder.SettingName]))
        .AddSingleton<IModeAvailability>(services => services.GetRequiredService<ModePythonFinder>())
        .AddSingleton<ScriptFolder>()
        .AddInPython<Sequential>()
        .AddInPython<ThreadsMap>()
        .AddInPython<ThreadsAsCompleted>()
        .AddInPython<Processes>()
        .AddInPython<Async>();

    private static IServiceCollection AddInPython<T>(this IServiceCollection services)
        where T : IConcurrencyMode, new() => services.AddSingleton<IConcurrencyMode>(services => new PythonMode(
            new T(), services.GetRequiredService<ModePythonFinder>(), services.GetRequiredService<ScriptFolder>()));
}
