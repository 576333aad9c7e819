using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>Starts the runs of the race and waits for their end.</summary>
public sealed partial class Race
{
    private TaskCompletionSource<Task>? _start;

    /// <summary>
    /// Starts <paramref name="runs"/>, in the order of the definition, each on its own thread. An auxiliary run shares the thread of
    /// the run that it accompanies.
    /// </summary>
    internal void Start(StartOrder order, IReadOnlyList<Action> runs)
    {
        AppendStart();
        var completion = Task.Run(() => RunAll(order, runs));
        if (_start is null)
            Completion = completion;
        else
            _start.SetResult(completion);
    }

    /// <summary>
    /// Keeps <see cref="Completion"/> pending until the race is started. Otherwise a race that has not started counts as completed.
    /// </summary>
    internal void DeferCompletion()
    {
        _start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Completion = _start.Task.Unwrap();
    }

    /// <summary>Ends a race that was never started, because the server stops. The log records this as an interruption.</summary>
    internal void InterruptBeforeStart()
    {
        AppendStart();
        Log.Interrupt("interrupted: the server was stopped while the race waited for its turn");
        _start?.SetResult(Task.CompletedTask);
    }

    private void AppendStart()
    {
        Log.RestartClock();
        StartedAt = _time!.GetUtcNow();
        Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceStarted) { Definition = Definition });
    }

    private async Task RunAll(StartOrder order, IReadOnlyList<Action> runs)
    {
        try
        {
            var names = Definition.Runs.Where((_, number) => !_auxiliaryRuns.Contains(number)).Select(run => run.Id);
            var starts = runs.Zip(names, (run, name) => (Func<Task>)(() => OnOwnThread(name, run))).ToList();
            if (order == StartOrder.Together)
                await Task.WhenAll(starts.ConvertAll(start => start()));
            else
                foreach (var start in starts)
                    await start();

            if (_interrupted)
            {
                Log.Interrupt(Interruption);
                return;
            }

            var status = _cancelled.IsCancellationRequested ? Outcome.Cancelled : Outcome.Ok;
            Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: status));
        }
        catch (Exception error)
        {
            _logger?.RaceFailed(error, Id);
            throw;
        }
    }

    // Each run gets a thread of its own, because a mode blocks its thread while it waits. A blocked thread of the pool would delay other
    // work.
    private static Task OnOwnThread(string name, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = name };
        try
        {
            thread.Start();
        }
        catch (Exception error) when (ThreadStartFailure.Is(error))
        {
            // The system refuses another thread, so a thread of the pool executes the run. The run then still ends in the log, and its
            // futures fail with the name of the limit that is reached.
            return Task.Run(action);
        }

        return done.Task;
    }
}
