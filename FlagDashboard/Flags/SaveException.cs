namespace FlagDashboard.Flags;

/// <summary>Thrown when a downloaded flag cannot be saved. The message is one line for people and contains no path.</summary>
public sealed class SaveException : IOException
{
    // The error codes for a full disk or an exceeded quota: ENOSPC, EDQUOT of Linux and of macOS, ERROR_DISK_FULL and
    // ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] DiskFullErrorCodes = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    // The error codes for too many open files: of this process (EMFILE) and of the whole system (ENFILE).
    private static readonly int[] TooManyFiles = [24, 23];

    private const string DiskFullReason = "the disk is full";
    private const string MessagePrefix = "cannot be saved: ";

    private SaveException(string reason, Exception? cause = null)
        : base(MessagePrefix + reason, cause) => Reason = reason;

    /// <summary>The reason, in words for people.</summary>
    public string Reason { get; }

    /// <summary>Whether the disk or the quota was full.</summary>
    public bool IsDiskFull => Reason == DiskFullReason;

    /// <summary>Creates the exception for an error of the file system.</summary>
    public static SaveException Of(Exception cause) => new(Because(cause), cause);

    /// <summary>Recreates the exception that another process raised, from its message.</summary>
    internal static SaveException FromMessage(string message) => new(message.Replace(MessagePrefix, "", StringComparison.Ordinal));

    private static string Because(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "no permission to write the folder",
        IOException when DiskFullErrorCodes.Contains(cause.HResult) => DiskFullReason,
        IOException when TooManyFiles.Contains(cause.HResult) => "too many open files in this process",
        _ => "the folder cannot be written",
    };
}
