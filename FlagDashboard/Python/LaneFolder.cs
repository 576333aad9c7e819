namespace FlagDashboard.Python;

/// <summary>
/// The temporary folder with the Python files that run a lane. Only the user of this process can read it. It is made when the first lane
/// needs it, and deleted with this object. Thread-safe.
/// </summary>
internal sealed class LaneFolder : IDisposable
{
    private static readonly string[] Files = ["lane.py", "futurelog.py"];

    private readonly Lock _gate = new();
    private DirectoryInfo? _folder;

    /// <summary>Returns the path of lane.py.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string GetScript()
    {
        lock (_gate)
        {
            // The system may have deleted old temporary files meanwhile.
            _folder ??= Directory.CreateTempSubdirectory("flagdashboard-");
            foreach (var file in Files.Where(file => !File.Exists(PathOf(file))))
                Write(file);
            return PathOf(Files[0]);
        }
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _folder?.Delete(recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A process that is being killed may still use the folder. The system deletes it some day.
            }

            _folder = null;
        }
    }

    private string PathOf(string file) => Path.Combine(_folder!.FullName, file);

    private void Write(string file)
    {
        Directory.CreateDirectory(_folder!.FullName);
        using var source = typeof(LaneFolder).Assembly.GetManifestResourceStream($"Python/{file}")!;
        using var copy = File.Create(PathOf(file));
        source.CopyTo(copy);
    }
}
