using System.Text.RegularExpressions;

namespace FlagDashboard.Timeline;

/// <summary>
/// Keeps a number and its unit on one line of a page, and of a file for people: a replay or a picture. Texts of the command line, of logs
/// and of files for programs have plain spaces.
/// </summary>
internal static partial class UnitSpacing
{
    /// <summary>Replaces the space between a number and its unit, and the spaces around ±, by a no-break space (U+00A0).</summary>
    public static string KeepTogether(string text) => SpaceBeforeUnit().Replace(text, "\u00a0");

    [GeneratedRegex(@"(?<=\d) (?=(ms|s|min|%|KB|MB|GB)(?![\p{L}\p{N}])|±|秒|毫秒|分钟)|(?<=±) (?=\d)")]
    private static partial Regex SpaceBeforeUnit();
}
