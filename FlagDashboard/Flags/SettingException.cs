namespace FlagDashboard.Flags;

/// <summary>A setting cannot be used. The message is one plain line for people: which one, and what to do.</summary>
public sealed class SettingException(string message, Exception? cause = null) : Exception(message, cause);
