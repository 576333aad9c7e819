namespace FlagDashboard.Flags;

/// <summary>A site failed. The message is one plain line for people.</summary>
public sealed class DownloadException(string reason, Exception? cause = null) : Exception(reason, cause);
