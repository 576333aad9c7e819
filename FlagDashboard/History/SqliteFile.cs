using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.History;

/// <summary>What SQLite knows of the file of a connection, and its .NET library does not offer.</summary>
internal static class SqliteFile
{
    // https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int HasMovedOpcode = 20;

    /// <summary>
    /// Whether the file was renamed, moved or deleted since the connection has opened it. False on systems that do not allow that.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        return sqlite3_file_control(connection.Handle!.DangerousGetHandle(), null, HasMovedOpcode, ref moved) == 0 && moved != 0;
    }

    [DllImport("e_sqlite3")]
    private static extern int sqlite3_file_control(nint database, string? name, int opcode, ref int argument);
}
