using System.Globalization;
using FlagDashboard.Flags;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.History;

/// <summary>A problem with saving races, described for people: which races are saved, which are not, and what to do.</summary>
/// <param name="CanSave">Whether races are being saved in spite of the problem.</param>
/// <param name="Template">The English text, with {0}, {1} … for the arguments. It is also the key of its translations.</param>
/// <param name="Arguments">The values of the placeholders.</param>
public sealed record StorageProblem(bool CanSave, string Template, params object[] Arguments)
{
    // Result codes of SQLite, see https://sqlite.org/rescode.html.
    private const int Busy = 5, Locked = 6, Corrupt = 11, Full = 13, NotADatabase = 26;

    /// <summary>The complete text in English.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Template, Arguments);

    /// <summary>Creates the problem that describes an exception of the database in <paramref name="file"/>.</summary>
    internal static StorageProblem Of(Exception error, string file) => CodeOf(error) switch
    {
        Busy or Locked => NotSaving(
            "Races are not being saved just now because another program has locked {0}. They still run, and are saved as soon as "
            + "the file is unlocked. Close the program that has the file open.",
            file),
        Full => DiskFull(file),
        Corrupt or NotADatabase => Damaged(file),
        _ => error switch
        {
            SaveException { IsDiskFull: true } => DiskFull(file),
            NewerHistoryException => NotSaving(
                "Races are not being saved because {0} was written by a newer version of FlagDashboard. They still run, and the file "
                + "is not changed. Start the newer version, or start this one with another folder: --data DIR.",
                file),
            DamagedFileNotRenamedException => Damaged(file),
            FolderInUseException => NotSaving(
                "Races are not being saved here because another FlagDashboard uses {0}. They still run, and are saved when the other "
                + "one stops. To save them now, start this one with another folder: --data DIR.",
                Path.GetDirectoryName(file)!),
            _ => NotSaving(
                "Races are not being saved because {0} cannot be opened or written ({1}). They still run, and are saved as soon as "
                + "that works. Make the file writable, or start with another folder: --data DIR.",
                file,
                Reason(error)),
        },
    };

    /// <summary>Creates the notice that a damaged file was renamed to <paramref name="name"/> and replaced by a new one.</summary>
    internal static StorageProblem DamagedFileRenamed(string file, string name) => new(
        true,
        "The history in {0} was damaged and has been renamed to {1}. Races are saved again in a new file. Earlier races are only in "
        + "the renamed file.",
        file,
        name);

    /// <summary>Creates the notice that a person removed the file and that a new one has replaced it.</summary>
    internal static StorageProblem RemovedFileReplaced(string file) => new(
        true,
        "The history in {0} was removed while this server was running. Races are saved again in a new file. Races that had ended "
        + "before are not in it.",
        file);

    /// <summary>Returns whether an exception means that the database file is damaged.</summary>
    internal static bool IsDamage(Exception? error) => CodeOf(error) is Corrupt or NotADatabase;

    private static StorageProblem DiskFull(string file) => NotSaving(
        "Races are not being saved because the disk with {0} is full. They still run, and are saved as soon as there is space. "
        + "Free some space. Races that were saved before are complete.",
        file);

    private static StorageProblem Damaged(string file) => NotSaving(
        "Races are not being saved because {0} is damaged and could not be renamed. They still run. Move the file away, or start "
        + "with another folder: --data DIR.",
        file);

    private static StorageProblem NotSaving(string template, params object[] arguments) => new(false, template, arguments);

    private static int? CodeOf(Exception? error) => error switch
    {
        null => null,
        SqliteException sqlite => sqlite.SqliteErrorCode,
        _ => CodeOf(error.InnerException),
    };

    private static string Reason(Exception error) =>
        (error.InnerException is SqliteException inner ? inner : error).Message.ReplaceLineEndings(" ").TrimEnd('.');
}

/// <summary>Thrown when the database has migrations that this version of the product does not know.</summary>
internal sealed class NewerHistoryException() : Exception("The file was written by a newer version.");

/// <summary>Thrown when the database is damaged and the file cannot be renamed.</summary>
internal sealed class DamagedFileNotRenamedException(Exception cause) : Exception("The file is damaged and cannot be renamed.", cause);

/// <summary>Thrown when another server saves its races in the same folder.</summary>
internal sealed class FolderInUseException(Exception cause) : Exception("Another server uses the folder.", cause);
