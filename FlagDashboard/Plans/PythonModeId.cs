using System.Text.RegularExpressions;

namespace FlagDashboard.Plans;

/// <summary>
/// The id of a mode in Python. In the first Python of a server it is python-threads-map, for example, and in a further one
/// python-3-13t-threads-map. Immutable.
/// </summary>
/// <param name="ModeId">The id of the same mode in C#.</param>
/// <param name="Version">The version of a further Python, such as 3.13t; null for the first one.</param>
internal sealed partial record PythonModeId(string ModeId, string? Version = null)
{
    /// <summary>Parses an id; null if it is not that of a mode in Python.</summary>
    public static PythonModeId? Parse(string? id) => Pattern().Match(id ?? "") is { Success: true, Groups: var parts }
        ? new(parts["mode"].Value, parts["version"].Success ? parts["version"].Value.Replace('-', '.') : null)
        : null;

    /// <summary>The id as text.</summary>
    public override string ToString() =>
        ModeCatalog.PythonPrefix + (Version is null ? "" : Version.Replace('.', '-') + "-") + ModeId;

    [GeneratedRegex($@"\A{ModeCatalog.PythonPrefix}((?<version>\d-\d{{1,2}}t?)-)?(?<mode>.+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
