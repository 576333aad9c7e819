using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>
/// An executor whose futures a person controls on a page, for example by calling Cancel or Result. The log of the race records every call
/// and its answer. A separate thread, the caller, makes the calls that may block. The thread of the page makes all other calls, so they are
/// answered even while the caller is blocked. Thread-safe; no member blocks.
/// </summary>
public sealed class ExecutorSession
{
    /// <summary>The highest number of futures in one session.</summary>
    public const int MaxFutures = 50;

    /// <summary>The highest number of calls that a person may make in one session. It limits the log, which records every answer.</summary>
    public const int MaxCalls = 500;

    private const string ProblemField = "executor";
    private const string ShutdownCode = "executor.Shutdown(wait: true)";

    // An object and not a Lock, because Monitor.Wait and Monitor.PulseAll do not work with a Lock.
    private readonly object _gate = new();
    private readonly Lock _submitting = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCallRunner _caller = new();
    private readonly InactivityTimeout _presence;
    private readonly TimeProvider _time;
    private volatile SessionCaller _logger = null!;
    private ThreadPoolExecutor _executor = null!;
    private volatile IReadOnlyList<SessionFuture> _futures = [];
    private int _calls;
    private int _callsInProgress;
    private bool _closing;
    private bool _ended;

    private ExecutorSession(Race race, int workers, TimeProvider time)
    {
        (Race, Workers, _time) = (race, workers, time);
        _presence = new InactivityTimeout(time, present => Close(
            present ? $"Nobody pressed anything for {(int)InactivityTimeout.IdleLimit.TotalMinutes} minutes." : "The page was left.",
            SessionCaller.OtherServerThread));
    }

    /// <summary>The race whose log records the session.</summary>
    public Race Race { get; }

    /// <summary>Whether the race of the session still runs.</summary>
    public bool IsRaceRunning => !Race.Completion.IsCompleted;

    /// <summary>The number of workers of the executor.</summary>
    public int Workers { get; }

    /// <summary>The futures, in the order in which they were submitted.</summary>
    public IReadOnlyList<SessionFuture> Futures => _futures;

    /// <summary>Completes when the executor exists and the first calls are submitted.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Whether the executor accepts calls.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return !_closing && !_ended;
        }
    }

    /// <summary>Starts a session, submits its first calls, and adds its race to the list of races.</summary>
    /// <exception cref="RaceRefusedException">Too many sessions are open.</exception>
    internal static ExecutorSession Start(
        RaceRegistry races, RaceDefinition definition, int workers, IReadOnlyList<SessionSleepCall> firstCalls, TimeProvider time)
    {
        ExecutorSession? session = null;
        races.Start(definition, StartOrder.Together, race =>
        {
            var started = session = new ExecutorSession(race, workers, time);
            return [race.PrepareAuxiliaryRun(1, 1, lane => race.PrepareRun(0, workers, run => started.Run(run, lane, firstCalls)))];
        });
        return session!;
    }

    /// <summary>
    /// Registers a page that shows the session, until the returned object is disposed. The session closes if no page shows it for
    /// <see cref="InactivityTimeout.LimitWithoutPage"/>.
    /// </summary>
    public IDisposable AttachPage() => _presence.AddOpenPage();

    /// <summary>Submits a call to the executor.</summary>
    /// <param name="seconds">The duration of the call, in seconds.</param>
    /// <param name="raises">Whether the call raises an exception at its end.</param>
    /// <returns>The reason of the refusal; null if the call was submitted.</returns>
    public PlanProblem? Submit(double seconds, bool raises) => CallIfOpen(() =>
    {
        // One lock covers the numbering of a future and the logging of its submission. The log therefore has the futures in the order of
        // their numbers, even if several pages submit at once.
        lock (_submitting)
        {
            if (_futures.Count == MaxFutures)
                return Refusal("One executor takes at most {0} futures. Close it, and submit to a new one.", MaxFutures);
            Submit(new SessionSleepCall(_futures.Count + 1, seconds, raises), SessionCaller.PageThread);
            return null;
        }
    });

    /// <summary>Calls a member of a future. The log records the answer when the call returns.</summary>
    /// <param name="future">One of <see cref="Futures"/>.</param>
    /// <param name="member">The member.</param>
    /// <param name="timeout">The limit in seconds for a call that blocks; null for none.</param>
    /// <returns>The reason of the refusal; null if the call was made.</returns>
    public PlanProblem? Call(SessionFuture future, FutureMember member, double? timeout = null) => CallIfOpen(() =>
    {
        var code = $"{future.Call}.{member.ToCSharpCode(timeout)}";
        string Invoke() => member.Invoke(
            future.Future, timeout is { } limit ? TimeSpan.FromSeconds(limit) : null, _logger.CreateCallback(future.Call, code));

        string Receive() => future.Receive(Invoke, () => _logger.RecordReceived(future));

        if (!member.IsBlocking())
            _logger.Call(code, SessionCaller.PageThread, Invoke);
        else if (_caller.TryPost(code, () => _logger.CallBlocking(code, Receive)) is { } other)
            _logger.WriteRefusedCall(code, SessionCaller.BlockingCallThread, $"not called: the caller is blocked in {other}");
        return null;
    });

    /// <summary>
    /// Shuts the executor down. Pending calls are cancelled, and running calls continue to their end. The race ends with the last call.
    /// </summary>
    public void Close() => Close("Close was pressed.", SessionCaller.PageThread);

    /// <summary>Creates the executor, and makes the blocking calls until the session is closed. Runs on the thread of the caller.</summary>
    private void Run(RunRecorder run, RunRecorder lane, IReadOnlyList<SessionSleepCall> firstCalls)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run, _time);
        (_executor, _logger) = (executor, new SessionCaller(Race.Log, run, lane));
        lane.RecordWorkerName(1, SessionCaller.BlockingCallThread);
        using var cancelling = run.CancelToken.Register(() => Close("The race was cancelled.", SessionCaller.OtherServerThread));
        foreach (var call in firstCalls)
            Submit(call, SessionCaller.BlockingCallThread);
        _ready.SetResult();
        _presence.Touch();

        _caller.RunUntilComplete(ShutdownCode, () => _logger.CallBlocking(ShutdownCode, () =>
        {
            executor.Shutdown(wait: true);
            return "returned";
        }));
        _presence.Dispose();
        WaitForCallsInProgress();
    }

    // Refuses further calls, and waits until the calls in progress have logged their answers. The end of the run is logged only after that,
    // so no answer follows it in the log.
    private void WaitForCallsInProgress()
    {
        lock (_gate)
        {
            _ended = true;
            while (_callsInProgress > 0)
                Monitor.Wait(_gate);
        }
    }

    private void Submit(SessionSleepCall call, string thread) => _logger.Call($"{call} = {call.SubmitCode}", thread, () =>
    {
        var future = _executor.Submit(call => call.SleepAndMultiply(_time, Race.AbortToken), call);
        _futures = [.. _futures, new SessionFuture(call, future)];
        return future.ToString();
    });

    private PlanProblem? CallIfOpen(Func<PlanProblem?> call)
    {
        lock (_gate)
        {
            if (_ended || !_ready.Task.IsCompleted)
                return Refusal("This executor is closed. Submit a call to open another one.");
            if (_calls == MaxCalls)
                return Refusal("One executor answers at most {0} calls. Close it, and submit to a new one.", MaxCalls);
            (_calls, _callsInProgress) = (_calls + 1, _callsInProgress + 1);
        }

        _presence.Touch();
        try
        {
            return call();
        }
        finally
        {
            OnCallCompleted();
        }
    }

    private void Close(string why, string thread)
    {
        lock (_gate)
        {
            // If _logger is null, the method Run has not created the executor yet, so there is nothing to close. Run later
            // restarts the inactivity timeout. That timeout closes the session if nobody uses it.
            if (_closing || _logger is null)
                return;
            (_closing, _callsInProgress) = (true, _callsInProgress + 1);
        }

        _logger.WriteRemark(why);
        _logger.Call("executor.Shutdown(wait: false, cancelFutures: true)", thread, () =>
        {
            _executor.Shutdown(wait: false, cancelFutures: true);
            return "returned";
        });
        _caller.Complete();
        OnCallCompleted();
    }

    private void OnCallCompleted()
    {
        lock (_gate)
        {
            _callsInProgress--;
            Monitor.PulseAll(_gate);
        }
    }

    private static PlanProblem Refusal(string template, params object[] arguments) => new(ProblemField, template, arguments);
}
