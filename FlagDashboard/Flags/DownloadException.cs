namespace FlagDashboard.Flags;

/// <summary>Thrown when a flag cannot be downloaded. The message is one line for people.</summary>
public sealed class DownloadException(string reason, Exception? cause = null) : Exception(reason, cause);
