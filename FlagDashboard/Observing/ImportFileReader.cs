using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>
/// Reads a file that can be imported: the exported log of a race, or the recording of a Python program. Thread-safe.
/// </summary>
internal static class ImportFileReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maxMegabytes">The maximum size, in MB.</param>
    /// <param name="cancellationToken">Stops reading with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ImportRefusedException">The file is too large, or is neither a log nor a recording.</exception>
    public static async Task<ImportedLog> Read(Stream file, int maxMegabytes, CancellationToken cancellationToken = default) =>
        Read(await LogReader.ReadBytes(file, maxMegabytes, cancellationToken));

    /// <summary>Reads a file that is in memory.</summary>
    /// <exception cref="ImportRefusedException">The file is too large, or is neither a log nor a recording.</exception>
    public static ImportedLog Read(ReadOnlyMemory<byte> file)
    {
        if (!RecordingReader.IsRecording(file))
            return LogReader.Read(file);
        var recording = RecordingReader.Read(file);
        return LogReader.Check(RecordingConverter.ToLog(recording));
    }
}
