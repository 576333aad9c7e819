using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>This part starts the runs of the race and waits until they have ended.</summary>
public sealed partial class Race
{
    private TaskCompletionSource<Task>? _start;

    /// <summary>
    /// Starts the runs, each on its own thread, in the order of the race's definition. An auxiliary run shares the thread of the run that
    /// it shows.
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
    /// Keeps <see cref="Completion"/> pending until the race has started and ended. Without this call, a race that has not started would
    /// count as completed.
    /// </summary>
    internal void DeferCompletion()
    {
        _start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Completion = _start.Task.Unwrap();
    }

    /// <summary>Ends a race that was never started, because the server stops. The log gets an interruption as its last event.</summary>
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

    // Each run has its own thread, because a mode blocks the thread while it waits. Blocking a thread-pool thread would delay other work.
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
        catch (Exception error) when (ThreadStartFailure.IsThreadStartFailure(error))
        {
            // The operating system has refused to start a new thread. A thread-pool thread executes the run instead, so that the run can
            // still log its end.
            return Task.Run(action);
        }

        return done.Task;
    }
}
