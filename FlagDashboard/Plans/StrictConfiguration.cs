using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>Refuses a configuration section with an unknown setting, because .NET would silently ignore a misspelt setting.</summary>
internal static class StrictConfiguration
{
    /// <summary>Returns a section of the configuration, after checking that it contains only known settings.</summary>
    /// <exception cref="InvalidConfigurationException">The section contains an unknown setting, or a value instead of settings.</exception>
    public static IConfigurationSection Read(IConfiguration configuration, string name, params IEnumerable<string> known)
    {
        var section = configuration.GetSection(name);
        var unknown = section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        return unknown is null && section.Value is not { Length: > 0 }
            ? section
            : throw new InvalidConfigurationException(
                $"{SafeText.Excerpt(unknown?.Path ?? name)}: there is no such setting; the section {name} has {string.Join(", ", known)}.");
    }
}
