using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>
/// An executor and the futures it handed out, for a person to ask. What a future answers is its own answer, and goes into the
/// log of the race. Calls that block are made by a thread of their own, the caller; all others on the thread that presses,
/// so that they are answered even while the caller is blocked. Thread-safe; no member blocks.
/// </summary>
public sealed class ExecutorSession
{
    /// <summary>How many futures there may be.</summary>
    public const int MaxFutures = 50;

    /// <summary>How many presses there may be: the log keeps the answer to each.</summary>
    public const int MaxPresses = 500;

    private readonly object _gate = new();
    private readonly Lock _submitting = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCallThread _caller = new();
    private readonly PresenceTimeout _presence;
    private readonly TimeProvider _time;
    private volatile SessionLogger _logger = null!;
    private ThreadPoolExecutor _executor = null!;
    private volatile IReadOnlyList<SessionFuture> _futures = [];
    private int _presses;
    private int _inside;
    private bool _closing;
    private bool _ended;

    private ExecutorSession(Race race, int workers, TimeProvider time)
    {
        (Race, Workers, _time) = (race, workers, time);
        _presence = new PresenceTimeout(time, present => Close(
            present ? $"Nobody pressed anything for {(int)PresenceTimeout.IdleLimit.TotalMinutes} minutes." : "The page was left.",
            SessionLogger.Server));
    }

    /// <summary>Where all of it is told.</summary>
    public Race Race { get; }

    /// <summary>Whether the race of the session still runs.</summary>
    public bool IsRunning => !Race.Completion.IsCompleted;

    /// <summary>How many workers the executor has.</summary>
    public int Workers { get; }

    /// <summary>The futures, in the order in which they were submitted.</summary>
    public IReadOnlyList<SessionFuture> Futures => _futures;

    /// <summary>Ends when the executor is there and the first calls are submitted.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Whether the executor takes calls.</summary>
    public bool Open
    {
        get
        {
            lock (_gate)
                return !_closing && !_ended;
        }
    }

    /// <summary>Makes an executor, submits the first calls to it, and lists its race.</summary>
    /// <exception cref="PlanRefusedException">Too many are open.</exception>
    internal static ExecutorSession Start(RaceRegistry races, RaceDefinition definition, int workers, IReadOnlyList<SessionCall> first, TimeProvider time)
    {
        ExecutorSession? session = null;
        races.Start(definition, StartOrder.Together, race =>
        {
            var started = session = new ExecutorSession(race, workers, time);
            return [race.AuxiliaryRun(1, 1, lane => race.Run(0, workers, run => started.Live(run, lane, first)))];
        });
        return session!;
    }

    /// <summary>Somebody takes it in hand, until what is returned is disposed; when all have left, it is closed soon.</summary>
    public IDisposable Take() => _presence.Enter();

    /// <summary>Submits a call.</summary>
    /// <param name="seconds">How long it takes.</param>
    /// <param name="raises">Whether it raises in the end.</param>
    /// <returns>Why it cannot be; null if it was done.</returns>
    public PlanProblem? Submit(double seconds, bool raises) => Press(() =>
    {
        // Numbered and told in one order, whoever submits.
        lock (_submitting)
        {
            if (_futures.Count == MaxFutures)
                return new("hand", "{0} futures are enough for one executor: close it, and submit to a new one.", MaxFutures);
            Submit(new SessionCall(_futures.Count + 1, seconds, raises), SessionLogger.Page);
            return null;
        }
    });

    /// <summary>Asks a future. The answer is in the log when there is one.</summary>
    /// <param name="held">One of <see cref="Futures"/>.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="timeout">How many seconds to wait at most, where the question waits; no limit by default.</param>
    /// <returns>Why it cannot be; null if it was done.</returns>
    public PlanProblem? Ask(SessionFuture held, FutureCall question, double? timeout = null) => Press(() =>
    {
        var code = $"{held.Call}.{question.Code(timeout)}";
        string Put() => question.Ask(held.Future, timeout is { } limit ? TimeSpan.FromSeconds(limit) : null, _logger.Callback(held.Call, code));

        if (!question.Blocks())
            _logger.Make(code, SessionLogger.Page, Put);
        else if (_caller.Make(code, () => _logger.MakeBlocked(code, () => held.Receive(Put, () => _logger.Received(held)))) is { } other)
            _logger.Refused(code, SessionLogger.Caller, $"not called: the caller is blocked in {other}");
        return null;
    });

    /// <summary>Shuts the executor down: what is pending is cancelled, what is running goes on to its end. The race ends with it.</summary>
    public void Close() => Close("Close was pressed.", SessionLogger.Page);

    /// <summary>The life of the executor, on the caller's thread.</summary>
    private void Live(RunLog run, RunLog lane, IReadOnlyList<SessionCall> first)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run, _time);
        (_executor, _logger) = (executor, new SessionLogger(Race.Log, run, lane));
        lane.Named(1, SessionLogger.Caller);
        using var cancelling = run.Cancelled.Register(() => Close("The race was cancelled.", SessionLogger.Server));
        foreach (var call in first)
            Submit(call, SessionLogger.Caller);
        _begun.SetResult();
        _presence.Touch();

        const string Shutdown = "executor.Shutdown(wait: true)";
        _caller.Serve(Shutdown, () => _logger.MakeBlocked(Shutdown, () =>
        {
            executor.Shutdown(wait: true);
            return "returned";
        }));
        _presence.Dispose();
        WaitForPresses();
    }

    // What is told after a run has ended would be no log of a race.
    private void WaitForPresses()
    {
        lock (_gate)
        {
            _ended = true;
            while (_inside > 0)
                Monitor.Wait(_gate);
        }
    }

    private void Submit(SessionCall call, string thread) => _logger.Make($"{call} = {call.Code}", thread, () =>
    {
        var future = _executor.Submit(call => call.Make(_time, Race.GivenUp), call);
        _futures = [.. _futures, new SessionFuture(call, future)];
        return future.ToString();
    });

    private PlanProblem? Press(Func<PlanProblem?> press)
    {
        lock (_gate)
        {
            if (_ended || !_begun.Task.IsCompleted)
                return new("hand", "This executor is closed: submit a call to open another.");
            if (_presses == MaxPresses)
                return new("hand", "{0} presses are enough for one executor: close it, and submit to a new one.", MaxPresses);
            (_presses, _inside) = (_presses + 1, _inside + 1);
        }

        _presence.Touch();
        try
        {
            return press();
        }
        finally
        {
            Leave();
        }
    }

    private void Close(string why, string thread)
    {
        lock (_gate)
        {
            // What has not begun yet is closed later, if nobody comes.
            if (_closing || _logger is null)
                return;
            (_closing, _inside) = (true, _inside + 1);
        }

        _logger.Remark(why);
        _logger.Make("executor.Shutdown(wait: false, cancelFutures: true)", thread, () =>
        {
            _executor.Shutdown(wait: false, cancelFutures: true);
            return "returned";
        });
        _caller.Dismiss();
        Leave();
    }

    private void Leave()
    {
        lock (_gate)
        {
            _inside--;
            Monitor.PulseAll(_gate);
        }
    }
}
