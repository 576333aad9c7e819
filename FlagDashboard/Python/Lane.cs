using System.ComponentModel;
using System.Text;
using FlagDashboard.Observing;
using FlagDashboard.Races;
using FlagDashboard.Sharing;

namespace FlagDashboard.Python;

/// <summary>
/// A run that Python executes. First <see cref="Prepare"/>, which starts Python and waits until everything is imported; then
/// <see cref="Execute"/>. Not thread-safe.
/// </summary>
internal sealed class Lane : IDisposable
{
    // It is long, because many processes may start at once on few processors.
    private static readonly TimeSpan MaxStartTime = TimeSpan.FromSeconds(20);

    private const int EndedByFuture = 1;
    private const int MaxShownLength = 80;

    private readonly IRun _run;
    private readonly LaneProcess _process;
    private readonly CancellationTokenRegistration _killing;
    private readonly RecordingLines _lines = new();
    private readonly LaneEvents _events;
    private int _lineNumber;

    private Lane(IRun run, LaneProcess process)
    {
        (_run, _process, _events) = (run, process, new(run.Countries, run.Observed));
        _killing = run.AbortToken.Register(process.Kill);
    }

    /// <summary>Starts Python, and blocks until the run can begin.</summary>
    /// <exception cref="ObservedRunException">Python cannot be started, or is not ready in time.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public static Lane Prepare(IRun run, SourceFile source, PythonInterpreter python, LaneFolder folder)
    {
        Lane? lane = null;
        try
        {
            lane = new(run, new(python, folder.GetScript()));
            lane.WaitUntilReady(source);
            return lane;
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            lane?.Dispose();
            throw new ObservedRunException($"Python could not be started: {error.Message}");
        }
        catch
        {
            lane?.Dispose();
            throw;
        }
    }

    /// <summary>Executes the run, and blocks until it has ended.</summary>
    /// <exception cref="ObservedRunException">The run has ended early.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Execute()
    {
        _process.WriteLine("");
        while (_lines.End is null && _process.ReadLine() is { } line)
            _events.Add(Read(line));
        if (_run.AbortToken.IsCancellationRequested)
        {
            _events.EndUnfinished(failure: null);
            throw new OperationCanceledException(_run.AbortToken);
        }

        if (_lines.End is { } end)
            _run.Observed.EndAt(end.AtMs);
        if (_lines.End is { ExitCode: EndedByFuture } && _events.LastFailure is { } failure)
            throw new ObservedRunException(failure.Reason, failure.Future);
        if (_lines.End is { ExitCode: 0 } && _events.IsComplete)
            return;
        throw Fail($"Python {(_lines.End is { ExitCode: 0 } ? "has not told the outcome of every future" : _process.DescribeEnd())}");
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        _killing.Dispose();
        _process.Dispose();
    }

    private void WaitUntilReady(SourceFile source)
    {
        string? first;
        var isTooSlow = 0;
        using (new Timer(
            _ =>
            {
                Interlocked.Exchange(ref isTooSlow, 1);
                _process.Kill();
            },
            null, MaxStartTime, Timeout.InfiniteTimeSpan))
        {
            _process.WriteLine(LanePlan.Of(_run, source).ToJson());
            first = _process.ReadLine();
        }

        _run.AbortToken.ThrowIfCancellationRequested();
        if (first is null)
        {
            throw new ObservedRunException(Volatile.Read(ref isTooSlow) == 1
                ? $"Python was not ready within {MaxStartTime.TotalSeconds} s" : $"Python {_process.DescribeEnd()}");
        }

        _ = Read(first);
    }

    private IReadOnlyList<Observation> Read(string line)
    {
        try
        {
            return _lines.Read(new(++_lineNumber, Encoding.UTF8.GetBytes(line)));
        }
        catch (LogRefusedException)
        {
            var shown = line.Length > MaxShownLength ? line[..MaxShownLength] + "…" : line;
            throw Fail($"Python wrote “{shown}”, which is no observation");
        }
    }

    private ObservedRunException Fail(string reason)
    {
        _process.Kill();
        _events.EndUnfinished(reason);
        return new(reason);
    }
}
