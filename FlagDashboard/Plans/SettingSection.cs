using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>Checks the names of settings, because a misspelt setting would be ignored without a word.</summary>
internal static class SettingSection
{
    /// <summary>Returns a section of the configuration that has no other settings than the given ones.</summary>
    /// <exception cref="SettingException">It has another setting, or a value instead of settings.</exception>
    public static IConfigurationSection Read(IConfiguration configuration, string name, params IEnumerable<string> known)
    {
        var section = configuration.GetSection(name);
        var unknown = section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        return unknown is null && section.Value is not { Length: > 0 }
            ? section
            : throw new SettingException(
                $"{SafeText.Excerpt(unknown?.Path ?? name)}: there is no such setting; the section {name} has {string.Join(", ", known)}.");
    }
}
