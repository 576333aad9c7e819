using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// The file that races are kept in: opens it, brings its tables up to date, and says what is wrong with it. Whatever goes wrong
/// stays here: who works with the file is told that it failed, and may try again. Thread-safe.
/// </summary>
internal sealed partial class HistoryDatabase(
    HistorySettings settings, IDbContextFactory<HistoryContext> contexts, TimeProvider time, ILogger<HistoryDatabase> logger) : IDisposable
{
    // How Linux, macOS and Windows say that another process has claimed a file.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly Lock _opening = new();
    private readonly ReaderWriterLockSlim _using = new();
    private FileStream? _claim;
    private volatile bool _open;
    private volatile bool _closed;
    private volatile bool _damaged;
    private volatile StorageProblem? _problem;
    private volatile StorageProblem? _setAside;

    /// <summary>What is wrong now, or has been put right in a way that somebody should know; null if nothing.</summary>
    public StorageProblem? Problem => _problem ?? _setAside;

    /// <summary>Whether races are saved.</summary>
    public bool Saving => _open && _problem is null;

    /// <summary>Told, on any thread, when <see cref="Problem"/> is another.</summary>
    public event Action? ProblemChanged;

    /// <summary>
    /// Does some work with the file, after opening it if it is not open; what <paramref name="work"/> saves, it saves at once or not at
    /// all.
    /// </summary>
    /// <returns>Whether it was done.</returns>
    public bool Try(Action<HistoryContext> work)
    {
        // A damaged file is set aside, and the work done in a new one.
        var error = Use(work, open: true);
        if (Damages(error))
            error = Use(work, open: true);
        Tell(error is null ? null : StorageProblem.Of(error, settings.File));
        return error is null;
    }

    /// <summary>Reads from the file, if it is open.</summary>
    /// <returns>What was read; <paramref name="otherwise"/> if it could not be.</returns>
    public T Read<T>(Func<HistoryContext, T> read, T otherwise)
    {
        var value = otherwise;
        if (!_open || Use(context => value = read(context)) is not { } error)
            return value;
        Damages(error);
        Tell(StorageProblem.Of(error, settings.File));
        return otherwise;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What is under way comes to its end, and nothing more begins.
        _using.EnterWriteLock();
        _closed = true;
        _using.ExitWriteLock();
        LetGo();
        _claim?.Dispose();
    }

    private Exception? Use(Action<HistoryContext> work, bool open = false)
    {
        _using.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (open)
                Open();
            using var context = contexts.CreateDbContext();
            work(context);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            _using.ExitReadLock();
        }
    }

    private void Open()
    {
        lock (_opening)
        {
            if (_open)
                return;
            Claim();
            if (_damaged)
                SetAside();
            using var context = contexts.CreateDbContext();
            Migrate(context);
            _open = true;
        }
    }

    // Two servers in one folder would each take the other's races for interrupted ones. The system lets go of it however this
    // process ends.
    private void Claim()
    {
        Directory.CreateDirectory(settings.Folder);
        var path = Path.Combine(settings.Folder, "history.lock");
        try
        {
            _claim ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (InUse.Contains(error.HResult))
        {
            throw new FolderInUseException(error);
        }
    }

    private static void Migrate(HistoryContext context)
    {
        var database = context.Database;
        if (database.GetAppliedMigrations().Except(database.GetMigrations()).Any())
            throw new NewerHistoryException();
        // Left behind by a server that was killed while it brought the tables up to date; it would be waited for in vain. There
        // is no other: the folder is ours.
        database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
        database.Migrate();
        // Readers never wait for who writes, and a power cut loses nothing that was committed.
        database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
    }

    private void SetAside()
    {
        LetGo();
        var name = $"history.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}.db";
        try
        {
            foreach (var part in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(settings.File + part))
                    File.Move(settings.File + part, Path.Combine(settings.Folder, name + part));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DamagedHistoryException(error);
        }

        _damaged = false;
        _setAside = StorageProblem.SetAside(settings.File, name);
        LogTrouble(logger, _setAside.Message);
        ProblemChanged?.Invoke();
    }

    // Connections that wait to be used again keep the file open.
    private void LetGo()
    {
        using var connection = new SqliteConnection(settings.Connection);
        SqliteConnection.ClearPool(connection);
    }

    private bool Damages(Exception? error)
    {
        if (!StorageProblem.IsDamage(error))
            return false;
        (_open, _damaged) = (false, true);
        return true;
    }

    private void Tell(StorageProblem? trouble)
    {
        if (_closed || _problem?.Message == trouble?.Message)
            return;
        _problem = trouble;
        if (trouble is null)
            LogRight(logger, settings.File);
        else
            LogTrouble(logger, trouble.Message);
        ProblemChanged?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}")]
    private static partial void LogTrouble(ILogger logger, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "Races are saved again in {File}.")]
    private static partial void LogRight(ILogger logger, string file);
}
