using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace FlagDashboard.Cli;

/// <summary>
/// Reads settings from environment variables whose names begin with <see cref="Prefix"/>, such as <c>FLAGDASHBOARD_History__MaxDays</c>.
/// </summary>
internal static class PrefixedEnvironmentVariables
{
    /// <summary>The prefix of the variables. The rest of a variable's name is the name of the setting.</summary>
    public const string Prefix = "FLAGDASHBOARD_";

    /// <summary>
    /// Restricts the configuration to environment variables with the prefix. By default .NET reads all variables, so a variable of another
    /// program, such as DATA, could change the folder of the saved races.
    /// </summary>
    public static void UseOnlyOwnVariables(this IConfigurationBuilder configuration)
    {
        for (var index = 0; index < configuration.Sources.Count; index++)
        {
            if (configuration.Sources[index] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
                configuration.Sources[index] = new EnvironmentVariablesConfigurationSource { Prefix = Prefix };
        }
    }
}
