using System.Data.Common;
using FlagDashboard.Plans;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FlagDashboard.History;

/// <summary>.NET functions that SQL queries can call. SQLite's own functions ignore case only for ASCII letters.</summary>
internal static class SqlFunctions
{
    /// <summary>The name under which SQL calls <see cref="NormalizeForSearch"/>.</summary>
    public const string SqlFunctionName = "fold";

    /// <summary>Converts a text to upper case without accents, so that "ÖFFENTLICH" and "offentlich" become equal.</summary>
    public static string? NormalizeForSearch(string? text) => text is null ? null : SearchText.Normalize(text);

    /// <summary>Registers the functions with each database connection that is opened.</summary>
    public sealed class Registration : DbConnectionInterceptor
    {
        /// <inheritdoc/>
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            ((SqliteConnection)connection).CreateFunction<string?, string?>(SqlFunctionName, NormalizeForSearch, isDeterministic: true);
    }
}
