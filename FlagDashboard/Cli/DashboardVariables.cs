using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace FlagDashboard.Cli;

/// <summary>
/// The environment variables that are settings of this program: those that begin with <see cref="Prefix"/>, such as
/// <c>FLAGDASHBOARD_History__MaxDays</c>.
/// </summary>
internal static class DashboardVariables
{
    /// <summary>The prefix of the variables. It is not part of the setting's name.</summary>
    public const string Prefix = "FLAGDASHBOARD_";

    /// <summary>
    /// Replaces the source that reads every variable. A variable of another program, such as DATA, would otherwise move the folder of
    /// the saved races.
    /// </summary>
    public static void UseOwnVariables(this IConfigurationBuilder configuration)
    {
        for (var index = 0; index < configuration.Sources.Count; index++)
        {
            if (configuration.Sources[index] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
                configuration.Sources[index] = new EnvironmentVariablesConfigurationSource { Prefix = Prefix };
        }
    }
}
