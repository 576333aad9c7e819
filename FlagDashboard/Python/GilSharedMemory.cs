using System.IO.MemoryMappedFiles;

namespace FlagDashboard.Python;

/// <summary>
/// The file in memory into which the workers of gil.py write what happens. Reading it disturbs no worker. It has one part for the consuming
/// code, which is number 0, and one for each worker. Deletes the file at the end. Not thread-safe.
/// </summary>
internal sealed class GilSharedMemory : IWorkerRecords, IDisposable
{
    // gil.py writes these records, so the script must use the same sizes and offsets.
    private const int RecordBytes = 32;
    private const int PartBytes = RecordBytes << 17;
    private const int FirstOffset = 8;
    private const int SecondOffset = 16;
    private const int FutureOffset = 24;
    private const int KindOffset = 28;
    private const double NsPerMs = 1e6;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long[] _next;

    /// <summary>Creates the file.</summary>
    /// <param name="path">The path of a file that does not exist yet.</param>
    /// <param name="workers">The number of workers.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public GilSharedMemory(string path, int workers)
    {
        Path = path;
        // Python also opens this file and writes to it, so FileShare lets other processes do so.
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // The file has its largest size from the start. Parts to which no worker writes take no memory and no disk space.
        stream.SetLength(PartBytes * (long)(workers + 1));
        _file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _next = [.. Enumerable.Range(0, workers + 1).Select(part => (PartBytes * (long)part) + RecordBytes)];
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public double LastComputingMsOf(int worker) => _view.ReadInt64(PartBytes * (long)worker) / NsPerMs;

    /// <inheritdoc/>
    public IEnumerable<GilEvent> ReadNewRecords(int part)
    {
        var end = PartBytes * (long)(part + 1);
        for (var at = _next[part]; at < end && _view.ReadByte(at + KindOffset) is not 0 and var kind; at = _next[part])
        {
            _next[part] = at + RecordBytes;
            yield return new(
                (GilEventKind)kind, _view.ReadInt64(at) / NsPerMs, _view.ReadInt64(at + FirstOffset), _view.ReadInt64(at + SecondOffset),
                _view.ReadInt32(at + FutureOffset));
        }
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        try
        {
            File.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // If the file cannot be deleted now, it is deleted at the end together with the folder of the script.
        }
    }
}
