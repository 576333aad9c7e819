using System.Data.Common;
using FlagDashboard.Plans;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FlagDashboard.History;

/// <summary>Functions of this program that queries of the database call. SQLite itself compares without case in ASCII only.</summary>
internal static class HistoryFunctions
{
    /// <summary>The name of <see cref="NormalizeForSearch"/> in SQL.</summary>
    public const string SqlFunctionName = "fold";

    /// <summary>Removes case and accents, so that "ÖFFENTLICH" and "offentlich" are equal.</summary>
    public static string? NormalizeForSearch(string? text) => text is null ? null : SearchText.Normalize(text);

    /// <summary>Gives every connection the functions.</summary>
    public sealed class Registration : DbConnectionInterceptor
    {
        /// <inheritdoc/>
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            ((SqliteConnection)connection).CreateFunction<string?, string?>(SqlFunctionName, NormalizeForSearch, isDeterministic: true);
    }
}
