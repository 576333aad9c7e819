using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// The SQLite file of the saved races. Opens it, migrates its tables, and sets a damaged file aside. No exception of the database
/// leaves this class: callers learn that their work failed, and <see cref="Problem"/> has the reason. Thread-safe.
/// </summary>
internal sealed class HistoryDatabase(
    HistorySettings settings, IDbContextFactory<HistoryContext> contexts, TimeProvider time, ILogger<HistoryDatabase> logger) : IDisposable
{
    // The error codes of Linux, macOS and Windows for a file that another process has locked. They mean that another server uses the
    // folder.
    private static readonly int[] SharingViolationCodes = [11, 35, unchecked((int)0x80070020)];

    // Only one thread writes at a time. Otherwise SQLite would let a second thread wait, and would report a long wait as a file that
    // another program has locked.
    private readonly Lock _writing = new();
    private readonly Lock _opening = new();
    private readonly ReaderWriterLockSlim _usage = new();
    private FileStream? _lockFile;
    private volatile bool _open;
    private volatile bool _closed;
    private volatile bool _damaged;
    private volatile StorageProblem? _problem;
    private volatile StorageProblem? _notice;

    /// <summary>The reason why races are not saved now, or a notice about a damaged file; null if there is nothing to report.</summary>
    public StorageProblem? Problem => _problem ?? _notice;

    /// <summary>Whether races are saved. False as well if somebody has removed the file.</summary>
    public bool IsSaving => _open && _problem is null && File.Exists(settings.DatabasePath);

    /// <summary>Raised on any thread after <see cref="Problem"/> changed.</summary>
    public event Action? ProblemChanged;

    /// <summary>
    /// Opens the database if necessary and does <paramref name="work"/> with it, which must save in one transaction: if the database
    /// turns out to be damaged, the work is done again in a new one.
    /// </summary>
    /// <returns>Whether the work was done.</returns>
    public bool TryWrite(Action<HistoryContext> work)
    {
        Exception? error;
        lock (_writing)
        {
            error = Use(work, open: true);
            if (MarkIfDamaged(error))
                error = Use(work, open: true);
        }

        Report(error is null ? null : StorageProblem.Of(error, settings.DatabasePath));
        return error is null;
    }

    /// <summary>Reads from the database, if it is open.</summary>
    /// <returns>The result of <paramref name="read"/>; <paramref name="otherwise"/> if the database is closed or fails.</returns>
    public T Read<T>(Func<HistoryContext, T> read, T otherwise)
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
        // Entering the write lock waits until the operations that use the database have ended. Operations that begin later find the
        // database closed and fail.
        _usage.EnterWriteLock();
        _closed = true;
        _usage.ExitWriteLock();
        ReleaseConnections();
        _lockFile?.Dispose();
    }

    private Exception? Use(Action<HistoryContext> work, bool open = false)
    {
        _usage.EnterReadLock();
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
            _usage.ExitReadLock();
        }
    }

    private void Open()
    {
        lock (_opening)
        {
            if (_open && File.Exists(settings.DatabasePath))
                return;
            if (_open)
                StartAnew();
            LockFolder();
            if (_damaged)
                RenameDamagedFile();
            using var context = contexts.CreateDbContext();
            Migrate(context);
            _open = true;
        }
    }

    // Keeps out a second server, which would mark this server's running races as interrupted. The operating system releases the lock, even
    // if this process crashes.
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

    private static void Migrate(HistoryContext context)
    {
        var database = context.Database;
        if (database.GetAppliedMigrations().Except(database.GetMigrations()).Any())
            throw new NewerHistoryException();
        // A server that was killed during a migration leaves this table behind, and Migrate would wait for ever for its removal. This
        // server has locked the folder, so no other server is migrating.
        database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
        database.Migrate();
        // With a write-ahead log, readers do not wait for a writer, and a power cut loses no committed transaction.
        database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
    }

    // Called when somebody has removed the file of the open database. SQLite would go on writing to the removed file, so the connections
    // are closed and a new file is created.
    private void StartAnew()
    {
        _open = false;
        ReleaseConnections();
        _lockFile?.Dispose();
        _lockFile = null;
        Notify(StorageProblem.Removed(settings.DatabasePath));
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
            throw new DamagedHistoryException(error);
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

    // Pooled connections keep the file open, and an open file cannot be renamed on Windows.
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
