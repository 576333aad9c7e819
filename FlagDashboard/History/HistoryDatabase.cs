using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Manages the SQLite file of the saved races: opens it, migrates its tables, and renames it if it is damaged. Its methods do not throw
/// when the database fails; they report a failure, and <see cref="Problem"/> gives the reason. Thread-safe.
/// </summary>
internal sealed class HistoryDatabase(
    HistorySettings settings, IDbContextFactory<HistoryDbContext> contexts, TimeProvider time,
        ILogger<HistoryDatabase> logger) : IDisposable
{
    // The error codes of Linux, macOS and Windows for a locked file. A locked file means that another server uses this folder.
    private static readonly int[] SharingViolationCodes = [11, 35, unchecked((int)0x80070020)];

    // Only one thread writes at a time. Otherwise SQLite would make a second writer wait and, after a timeout, fail as if another program
    // had locked the file.
    private readonly Lock _writeLock = new();
    private readonly Lock _openLock = new();
    private readonly ReaderWriterLockSlim _usageLock = new();
    private FileStream? _lockFile;
    private volatile bool _open;
    private volatile bool _closed;
    private volatile bool _damaged;
    private volatile StorageProblem? _problem;
    private volatile StorageProblem? _notice;

    /// <summary>
    /// The reason why races are not being saved, or a notice about a damaged or removed file; null if there is nothing to report.
    /// </summary>
    public StorageProblem? Problem => _problem ?? _notice;

    /// <summary>Whether races are being saved. False also if a person has removed the database file.</summary>
    public bool CanSave => _open && _problem is null && !IsFileRemoved();

    /// <summary>Raised on any thread after <see cref="Problem"/> changed.</summary>
    public event Action? ProblemChanged;

    /// <summary>
    /// Opens the database if necessary and calls <paramref name="work"/> with it. If the database turns out to be damaged, calls it once
    /// more with a new database, so it must save in a single transaction.
    /// </summary>
    /// <returns>Whether <paramref name="work"/> succeeded.</returns>
    public bool TryWrite(Action<HistoryDbContext> work)
    {
        Exception? error;
        lock (_writeLock)
        {
            error = Use(work, open: true);
            if (MarkIfDamaged(error))
                error = Use(work, open: true);
        }

        Report(error is null ? null : StorageProblem.Of(error, settings.DatabasePath));
        return error is null;
    }

    /// <summary>Calls <paramref name="read"/> with the database if it is open.</summary>
    /// <returns>The result of <paramref name="read"/>; <paramref name="otherwise"/> if the database is closed or fails.</returns>
    public T Read<T>(Func<HistoryDbContext, T> read, T otherwise)
    {
        var value = otherwise;
        if (!_open || Use(context => value = read(context)) is not { } error)
            return value;
        MarkIfDamaged(error);
        Report(StorageProblem.Of(error, settings.DatabasePath));
        return otherwise;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Waits until the running operations have released their read locks. Later operations see _closed and fail.
        _usageLock.EnterWriteLock();
        _closed = true;
        _usageLock.ExitWriteLock();
        ReleaseConnections();
        _lockFile?.Dispose();
    }

    private Exception? Use(Action<HistoryDbContext> work, bool open = false)
    {
        _usageLock.EnterReadLock();
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
            _usageLock.ExitReadLock();
        }
    }

    private void Open()
    {
        lock (_openLock)
        {
            if (_open && !IsFileRemoved())
                return;
            if (_open)
                CloseRemovedFile();
            LockFolder();
            if (_damaged)
                RenameDamagedFile();
            using var context = contexts.CreateDbContext();
            Migrate(context);
            _open = true;
        }
    }

    // Locks the folder against a second server, which would mark the running races of this server as interrupted. The operating system
    // releases the lock even if this process crashes.
    private void LockFolder()
    {
        Directory.CreateDirectory(settings.Folder);
        var path = Path.Combine(settings.Folder, "history.lock");
        try
        {
            _lockFile ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (SharingViolationCodes.Contains(error.HResult))
        {
            throw new FolderInUseException(error);
        }
    }

    private static void Migrate(HistoryDbContext context)
    {
        var database = context.Database;
        if (database.GetAppliedMigrations().Except(database.GetMigrations()).Any())
            throw new NewerHistoryException();
        // A server that was killed during a migration leaves this table behind, and Migrate would wait forever for its removal. No other
        // server can be migrating now, because this server has locked the folder.
        database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
        database.Migrate();
        // With a write-ahead log, readers do not wait for a writer, and a power failure loses no committed transaction.
        database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
    }

    // Whether the file was removed, or another file has its name now. A restored backup is such a file. SQLite compares both files.
    private bool IsFileRemoved()
    {
        if (!File.Exists(settings.DatabasePath))
            return true;
        if (_closed)
            return false;
        try
        {
            using var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            return SqliteFile.HasMoved(connection);
        }
        catch (SqliteException)
        {
            // The next write meets the same error and reports it.
            return false;
        }
    }

    // Called when a person has deleted the database file while it was open. SQLite would go on writing to the deleted file, so its
    // connections are closed. The next access creates a new file.
    private void CloseRemovedFile()
    {
        _open = false;
        ReleaseConnections();
        _lockFile?.Dispose();
        _lockFile = null;
        Notify(StorageProblem.RemovedFileReplaced(settings.DatabasePath));
    }

    private void RenameDamagedFile()
    {
        ReleaseConnections();
        var name = $"history.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}.db";
        try
        {
            foreach (var part in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(settings.DatabasePath + part))
                    File.Move(settings.DatabasePath + part, Path.Combine(settings.Folder, name + part));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DamagedFileNotRenamedException(error);
        }

        _damaged = false;
        Notify(StorageProblem.DamagedFileRenamed(settings.DatabasePath, name));
    }

    private void Notify(StorageProblem notice)
    {
        _notice = notice;
        logger.StorageFailed(notice.Message);
        ProblemChanged?.Invoke();
    }

    // Closes the pooled connections. They keep the file open, and Windows cannot rename an open file.
    private void ReleaseConnections()
    {
        using var connection = new SqliteConnection(settings.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private bool MarkIfDamaged(Exception? error)
    {
        if (!StorageProblem.IsDamage(error))
            return false;
        (_open, _damaged) = (false, true);
        return true;
    }

    private void Report(StorageProblem? problem)
    {
        if (_closed || _problem?.Message == problem?.Message)
            return;
        _problem = problem;
        if (problem is null)
            logger.StorageRecovered(settings.DatabasePath);
        else
            logger.StorageFailed(problem.Message);
        ProblemChanged?.Invoke();
    }
}
