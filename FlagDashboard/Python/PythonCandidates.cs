namespace FlagDashboard.Python;

/// <summary>The programs on this machine that may be a Python, in the order in which they are asked. Pure functions.</summary>
internal static class PythonCandidates
{
    private const string MacSystemFolder = "/usr/bin";

    /// <summary>Returns each program with the arguments before those of Python.</summary>
    /// <param name="pathFolders">The folders of the variable PATH.</param>
    /// <param name="exists">Whether a file or folder exists.</param>
    /// <param name="isWindows">Whether the system is Windows.</param>
    /// <param name="isMac">Whether the system is macOS.</param>
    public static IEnumerable<(string File, string[] Arguments)> Find(
        IReadOnlyList<string> pathFolders, Func<string, bool> exists, bool isWindows, bool isMac)
    {
        var extension = isWindows ? ".exe" : "";
        (string Name, string[] Arguments)[] programs =
            [("python3", []), ("python", []), .. isWindows ? [("py", ["-3"])] : Array.Empty<(string, string[])>()];
        return
            from program in programs
            from folder in pathFolders
            where !IsStub(folder, exists, isWindows, isMac)
            let file = Path.Combine(folder, program.Name + extension)
            where exists(file)
            select (file, program.Arguments);
    }

    // Some systems have a stub in place of Python. On Windows, the stub opens the Microsoft Store. On macOS, it opens a dialog if the
    // developer tools are not installed.
    private static bool IsStub(string folder, Func<string, bool> exists, bool isWindows, bool isMac) =>
        (isWindows && folder.Contains("WindowsApps", StringComparison.OrdinalIgnoreCase))
        || (isMac && folder.TrimEnd('/') == MacSystemFolder
            && !exists("/Library/Developer/CommandLineTools") && !exists("/Applications/Xcode.app"));
}
