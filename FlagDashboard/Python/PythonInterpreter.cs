namespace FlagDashboard.Python;

/// <summary>A Python that this machine can run. Immutable.</summary>
/// <param name="Path">The path of its program.</param>
/// <param name="Version">Its version, such as 3.13.1.</param>
/// <param name="HasGil">Whether it has a global interpreter lock.</param>
internal sealed record PythonInterpreter(string Path, Version Version, bool HasGil)
{
    /// <summary>The oldest version that can run the modes.</summary>
    public static Version MinVersion { get; } = new(3, 8);

    /// <summary>The version in the titles of lanes, such as “3.13”, or “3.13t” without a global interpreter lock.</summary>
    public string ShortVersion => $"{Version.ToString(2)}{(HasGil ? "" : "t")}";
}
