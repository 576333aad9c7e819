namespace FlagDashboard.Python;

/// <summary>
/// The temporary folder with the Python files that run lanes and experiments. Only the user of this process can read it. It is made when
/// the first lane needs it, and deleted with this object. Thread-safe.
/// </summary>
internal sealed class ScriptFolder : IDisposable
{
    /// <summary>The script that runs a mode.</summary>
    public const string ModeScriptName = "lane.py";

    /// <summary>The script of the experiment about the lock.</summary>
    public const string GilScriptName = "gil.py";

    private static readonly string[] Files = [ModeScriptName, GilScriptName, "computation.py", "futurelog.py"];

    private readonly Lock _gate = new();
    private DirectoryInfo? _folder;

    /// <summary>Returns the path of a script.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string GetScriptPath(string script)
    {
        lock (_gate)
        {
            // The operating system may delete old files from its temporary folder. Each call therefore writes the files that are missing.
            _folder ??= Directory.CreateTempSubdirectory("flagdashboard-");
            foreach (var file in Files.Where(file => !File.Exists(PathOf(file))))
                Write(file);
            return PathOf(script);
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
                // The folder cannot be deleted, for example because a process that is being killed still uses it. It then stays until the
                // operating system deletes old temporary files.
            }

            _folder = null;
        }
    }

    private string PathOf(string file) => Path.Combine(_folder!.FullName, file);

    private void Write(string file)
    {
        Directory.CreateDirectory(_folder!.FullName);
        using var source = typeof(ScriptFolder).Assembly.GetManifestResourceStream($"Python/{file}")!;
        using var copy = File.Create(PathOf(file));
        source.CopyTo(copy);
    }
}
