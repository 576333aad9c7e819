using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>A call that a worker's process makes, and the future of its result.</summary>
internal sealed class ProcessWorkItem<TArg, TResult>(
    Future<TResult> future, Func<TArg, TResult> function, StaticFunction name, TArg argument, WorkerProcessPool children) : WorkItem
{
    public override bool Cancelled => future.Cancelled;

    public override void Cancel() => future.Cancel();

    public override Func<Action?>? Run(int worker)
    {
        // No worker takes it any more: it goes from pending to finished, as in Python, and nobody is told that it started.
        if (children.Broken is { } broken)
            return future.TryClaim() ? future.Finish(default, ExceptionDispatchInfo.Capture(broken)) : null;
        if (!future.TryStart(worker))
            return null;

        TResult result;
        try
        {
            result = Call(worker);
        }
        catch (Exception error)
        {
            return future.Finish(default, ExceptionDispatchInfo.Capture(error));
        }

        return future.Finish(result, null);
    }

    // Written and read as the types of the function itself: a delegate may take less and give more.
    private TResult Call(int worker)
    {
        var json = Json.Write(argument, function.Method.GetParameters()[0].ParameterType, "argument");
        var answer = children.Call(worker, new CallPayload(name, json).ToBytes()) ?? throw children.Broken!;
        return answer.Kind == FrameKind.Returned
            ? (TResult)Json.Read(answer.Body, function.Method.ReturnType, "result")!
            : throw ExceptionPayload.Read(answer.Body);
    }
}
