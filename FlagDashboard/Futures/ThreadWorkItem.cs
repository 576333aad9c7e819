using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>A call that the worker's own thread makes.</summary>
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
            return future.PrepareCompletion(default, ExceptionDispatchInfo.Capture(error));
        }

        return future.PrepareCompletion(result, null);
    }
}
