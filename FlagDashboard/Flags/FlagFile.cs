namespace FlagDashboard.Flags;

/// <summary>What a site answered.</summary>
/// <param name="Status"><see cref="DownloadStatus.Ok"/> or <see cref="DownloadStatus.NotFound"/>.</param>
/// <param name="Bytes">The image; empty if not found.</param>
/// <param name="Extension">What kind of image its first bytes say it is: png, gif, webp or svg; empty if not found.</param>
public sealed record FlagFile(DownloadStatus Status, byte[] Bytes, string Extension);
