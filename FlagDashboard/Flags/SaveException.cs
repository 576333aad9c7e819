namespace FlagDashboard.Flags;

/// <summary>A flag came, and could not be saved. The message is one plain line for people, without a path of this machine.</summary>
public sealed class SaveException : IOException
{
    // Linux and macOS: no space, and a full quota. Windows: the disk is full, by either of its names.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private const string NoRoom = "the disk is full";
    private const string Failed = "cannot be saved: ";

    private SaveException(string reason, Exception? cause = null)
        : base(Failed + reason, cause) => Reason = reason;

    /// <summary>What kept it from being saved.</summary>
    public string Reason { get; }

    /// <summary>Whether that was a lack of room.</summary>
    public bool DiskFull => Reason == NoRoom;

    /// <summary>Says what kept a file from being written.</summary>
    public static SaveException Of(Exception cause) => new(Because(cause), cause);

    /// <summary>The same that another process raised, by its message.</summary>
    internal static SaveException Again(string message) => new(message.Replace(Failed, "", StringComparison.Ordinal));

    private static string Because(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "no permission to write the folder",
        IOException when Full.Contains(cause.HResult) => NoRoom,
        _ => "the folder cannot be written",
    };
}
