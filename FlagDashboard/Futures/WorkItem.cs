using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>What waits in a queue for a worker.</summary>
internal abstract class WorkItem
{
    /// <summary>Whether it was cancelled, so that no worker is needed.</summary>
    public abstract bool Cancelled { get; }

    public abstract void Cancel();

    /// <summary>Makes the call; null if it was cancelled.</summary>
    /// <returns>The last step: it shows the outcome to all, and returns the callbacks to run, if any.</returns>
    public abstract Func<Action?>? Run(int worker);
}

/// <summary>A function, its argument and the future of its result.</summary>
internal sealed class ThreadWorkItem<TArg, TResult>(Future<TResult> future, Func<TArg, TResult> function, TArg argument) : WorkItem
{
    public override bool Cancelled => future.Cancelled;

    public override void Cancel() => future.Cancel();

    public override Func<Action?>? Run(int worker)
    {
        if (!future.TryStart(worker))
            return null;

        TResult result;
        try
        {
            result = function(argument);
        }
        catch (Exception error)
        {
            return future.Finish(default, ExceptionDispatchInfo.Capture(error));
        }

        return future.Finish(result, null);
    }
}
