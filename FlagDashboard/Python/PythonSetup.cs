using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>Registers the modes in Python.</summary>
internal static class PythonSetup
{
    /// <summary>
    /// Registers for each Python the same modes as <see cref="ModesSetup.AddModes"/>, in the same order.
    /// </summary>
    /// <exception cref="Flags.InvalidConfigurationException">The setting of the Pythons is invalid.</exception>
    public static IServiceCollection AddPythonModes(this IServiceCollection services, IConfiguration configuration)
    {
        var pythons = ModePythons.Read(configuration[ModePythons.SettingName]);
        services.AddSingleton(pythons).AddSingleton<IModeAvailability>(pythons).AddSingleton<ScriptFolder>();
        foreach (var (index, python) in pythons.All.Index())
        {
            var idVersion = index == 0 ? null : python.Version;
            services
                .AddInPython<Sequential>(idVersion, python)
                .AddInPython<ThreadsMap>(idVersion, python)
                .AddInPython<ThreadsAsCompleted>(idVersion, python)
                .AddInPython<Processes>(idVersion, python)
                .AddInPython<Async>(idVersion, python);
        }

        return services;
    }

    private static IServiceCollection AddInPython<T>(this IServiceCollection services, string? idVersion, ModePythonFinder python)
        where T : IConcurrencyMode, new() => services.AddSingleton<IConcurrencyMode>(
            services => new PythonMode(new T(), idVersion, python, services.GetRequiredService<ScriptFolder>()));
}
