using System.Data.Common;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FlagDashboard.History;

/// <summary>.NET functions that SQL queries can call. SQLite's own functions ignore case only for ASCII letters.</summary>
internal static class SqlFunctions
{
    /// <summary>The name under which SQL calls <see cref="NormalizeForSearch"/>.</summary>
    public const string NormalizeFunctionName = "fold";

    /// <summary>Converts a text to upper case without accents, so that "ÖFFENTLICH" and "offentlich" become equal.</summary>
    public static string? NormalizeForSearch(string? text) => text is null ? null : SearchTextNormalizer.Normalize(text);

    /// <summary>The name under which SQL calls <see cref="NormalizeShownName"/>.</summary>
    public const string NormalizeShownNameFunctionName = "fold_shown";

    /// <summary>
    /// Returns the name of a race and the title of its experiment as a reader of a language sees them, normalized for the search; null if
    /// both are shown as they are saved. Only SQL can call this function.
    /// </summary>
    public static string? NormalizeShownName(
        string language, string name, string? experiment, int flagCount, string? site, int workerCount) =>
        throw new NotSupportedException();

    private static string? ShownName(Translate translate, string name, string? experiment, int flags, string? site, int workers)
    {
        var shown = RaceNames.RecognizeGenerated(name, experiment, flags, site, workers)?.Localize(translate);
        return NormalizeForSearch(experiment is null ? shown : $"{shown}\n{translate(experiment)}");
    }

    /// <summary>Registers the functions with each database connection that is opened.</summary>
    /// <param name="translate">Translates texts into the language of a reader.</param>
    public sealed class ConnectionInterceptor(TranslateFactory translate) : DbConnectionInterceptor
    {
        /// <inheritdoc/>
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            var sqlite = (SqliteConnection)connection;
            sqlite.CreateFunction<string?, string?>(NormalizeFunctionName, NormalizeForSearch, isDeterministic: true);
            sqlite.CreateFunction<string, string, string?, int, string?, int, string?>(
                NormalizeShownNameFunctionName,
                (language, name, experiment, flags, site, workers) =>
                    ShownName(translate(language), name, experiment, flags, site, workers),
                isDeterministic: true);
        }
    }
}
