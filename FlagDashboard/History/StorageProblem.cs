using System.Globalization;
using FlagDashboard.Flags;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.History;

/// <summary>What is wrong with keeping races: what is and is not saved, and what to do.</summary>
/// <param name="Saving">Whether races are saved all the same.</param>
/// <param name="Template">The text for people, with {0}, {1} for the arguments.</param>
/// <param name="Arguments">What stands in it.</param>
public sealed record StorageProblem(bool Saving, string Template, params object[] Arguments)
{
    // SQLite's own result codes.
    private const int Busy = 5, Locked = 6, Corrupt = 11, Full = 13, NotADatabase = 26;

    /// <summary>The text in English.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Template, Arguments);

    /// <summary>What <paramref name="error"/> means for <paramref name="file"/>.</summary>
    internal static StorageProblem Of(Exception error, string file) => CodeOf(error) switch
    {
        Busy or Locked =>
            Not("Races are not being saved just now: another program has locked {0}. They go on, and are saved as soon as it lets go; close what has the file open.", file),
        Full => NoRoom(file),
        Corrupt or NotADatabase => Damaged(file),
        _ => error switch
        {
            SaveException { DiskFull: true } => NoRoom(file),
            NewerHistoryException =>
                Not("Races are not being saved: {0} was written by a newer version of FlagDashboard, and is left as it is. They go on; start the newer version, or this one with another folder: --data DIR.", file),
            DamagedHistoryException => Damaged(file),
            FolderInUseException => Not(
                "Races are not being saved here: another FlagDashboard keeps its races in {0}. They go on, and are saved when it ends; or start this one with another folder: --data DIR.", Path.GetDirectoryName(file)!),
            _ => Not(
                "Races are not being saved: {0} cannot be opened or written ({1}). They go on, and are saved as soon as it can; make it writable, or start with another folder: --data DIR.", file, Reason(error)),
        },
    };

    /// <summary>A damaged file was renamed.</summary>
    internal static StorageProblem SetAside(string file, string name) =>
        new(true,
            "The history in {0} was damaged. It was set aside as {1}, and a new one begun: races are saved again, and what was kept before is in that file only.", file, name);

    /// <summary>Whether the file itself is not what was written.</summary>
    internal static bool IsDamage(Exception? error) => CodeOf(error) is Corrupt or NotADatabase;

    private static StorageProblem NoRoom(string file) =>
        Not("Races are not being saved: the disk with {0} is full. They go on, and are saved as soon as there is room; free some. What was saved before is whole.", file);

    private static StorageProblem Damaged(string file) =>
        Not("Races are not being saved: {0} is damaged, and could not be set aside. They go on; move the file away, or start with another folder: --data DIR.", file);

    private static StorageProblem Not(string template, params object[] arguments) => new(false, template, arguments);

    private static int? CodeOf(Exception? error) => error switch
    {
        null => null,
        SqliteException sqlite => sqlite.SqliteErrorCode,
        _ => CodeOf(error.InnerException),
    };

    private static string Reason(Exception error) =>
        (error.InnerException is SqliteException inner ? inner : error).Message.ReplaceLineEndings(" ").TrimEnd('.');
}

/// <summary>The file has tables that this version does not know.</summary>
internal sealed class NewerHistoryException() : Exception("The file was written by a newer version.");

/// <summary>The file is damaged and cannot be renamed.</summary>
internal sealed class DamagedHistoryException(Exception cause) : Exception("The file is damaged, and cannot be renamed.", cause);

/// <summary>Another server keeps its races in the same folder.</summary>
internal sealed class FolderInUseException(Exception cause) : Exception("Another server uses the folder.", cause);
