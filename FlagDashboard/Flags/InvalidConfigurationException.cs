namespace FlagDashboard.Flags;

/// <summary>Thrown when a setting cannot be used. The message is one line for people that names the setting and a remedy.</summary>
public sealed class InvalidConfigurationException(string message, Exception? cause = null) : Exception(message, cause);
