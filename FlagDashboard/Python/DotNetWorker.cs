using System.Collections.Concurrent;

namespace FlagDashboard.Python;

/// <summary>
/// What one thread of .NET tells about its work in the experiment about the lock, as a worker of gil.py does. One thread tells, and another
/// one may read at the same time.
/// </summary>
/// <param name="time">The clock of the race.</param>
/// <param name="startTimestampNs">What its monotonic clock showed when the race began, in ns.</param>
/// <param name="abortToken">Ends the work.</param>
internal sealed class DotNetWorker(TimeProvider time, long startTimestampNs, CancellationToken abortToken)
{
    private const double NsPerMs = 1e6;

    private readonly double _nsPerTick = 1e9 / time.TimestampFrequency;
    private readonly ConcurrentQueue<GilEvent> _records = new();
    private long _toldNs;
    private long _lastComputingNs;

    /// <summary>The last time at which the worker told that it computes, in ms since the race began.</summary>
    public double LastComputingMs => Volatile.Read(ref _lastComputingNs) / NsPerMs;

    /// <summary>The current time, in ns since the race began.</summary>
    public long NowNs => (long)(time.GetTimestamp() * _nsPerTick) - startTimestampNs;

    /// <summary>Returns the records that were not read before.</summary>
    public IEnumerable<GilEvent> ReadNewRecords()
    {
        while (_records.TryDequeue(out var record))
            yield return record;
    }

    /// <summary>Tells that the consuming code submitted a future.</summary>
    public void TellSubmitted(int future) => Put(GilEventKind.FutureSubmitted, NowNs, future: future);

    /// <summary>Tells that the consuming code received the result of a future.</summary>
    public void TellReceived(int future) => Put(GilEventKind.FutureReceived, NowNs, future: future);

    /// <summary>Tells that the worker started a future.</summary>
    /// <exception cref="OperationCanceledException">The race was cancelled, so no future may start.</exception>
    public void TellStarted(int future)
    {
        ThrowIfCancelled();
        Put(GilEventKind.FutureStarted, _toldNs = NowNs, future: future);
    }

    /// <summary>Tells that the worker now blocks for a time in ms, as in I/O.</summary>
    public void TellBlocked(int ms) => Put(GilEventKind.Blocked, _toldNs, _toldNs + (long)(ms * NsPerMs));

    /// <summary>Tells that the worker does not block any more.</summary>
    public void TellUnblocked() => Put(GilEventKind.BlockingEnded, _toldNs = NowNs);

    /// <summary>Tells that the worker enters code in C. It did not compute before.</summary>
    public void TellNative() => Put(GilEventKind.NativeCodeEntered, _toldNs);

    /// <summary>Tells that the worker computes.</summary>
    /// <param name="nowNs">The current time, in ns since the race began.</param>
    /// <param name="awaySinceNs">The time since which the worker did not compute, in ns since the race began; null if it did.</param>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void TellComputing(long nowNs, long? awaySinceNs)
    {
        ThrowIfCancelled();
        if (awaySinceNs is { } since)
            Put(GilEventKind.SilenceEnded, nowNs, since);
        Volatile.Write(ref _lastComputingNs, nowNs);
    }

    /// <summary>Tells that the worker finished a future.</summary>
    public void TellFinished(int future, long result) => Put(GilEventKind.FutureFinished, NowNs, result, future);

    /// <summary>Blocks the thread.</summary>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Sleep(int ms)
    {
        abortToken.WaitHandle.WaitOne(ms);
        ThrowIfCancelled();
    }

    /// <summary>Ends the work if the race was cancelled.</summary>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void ThrowIfCancelled() => abortToken.ThrowIfCancellationRequested();

    private void Put(GilEventKind kind, long atNs, long value = 0, int future = 0) =>
        _records.Enqueue(new(kind, atNs / NsPerMs, value, SecondValue: 0, future));
}
