using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>A call that a worker process makes. The worker's thread sends it and waits for the answer.</summary>
internal sealed class ProcessWorkItem<TArg, TResult>(
    Future<TResult> future, Func<TArg, TResult> function, StaticFunctionName name, TArg argument, WorkerProcessPool processes) : WorkItem
{
    public override bool Cancelled => future.Cancelled;

    public override void Cancel() => future.Cancel();

    public override Func<Action?>? Run(int worker)
    {
        // As in Python, the pending futures of a broken pool finish with the pool's exception. Their calls never ran, so no observer is
        // told of a start.
        if (processes.BrokenError is { } broken)
            return future.TryStartUnobserved() ? future.PrepareCompletion(default, ExceptionDispatchInfo.Capture(broken)) : null;
        if (!future.TryStart(worker))
            return null;

        TResult result;
        try
        {
            result = CallWorker(worker);
        }
        catch (Exception error)
        {
            return future.PrepareCompletion(default, ExceptionDispatchInfo.Capture(error));
        }

        return future.PrepareCompletion(result, null);
    }

    // The worker process calls the method itself, so the argument and the result are converted with the types that the method declares.
    // TArg and TResult may be other types: a method with an object parameter can also be passed as a Func<string, …>.
    private TResult CallWorker(int worker)
    {
        var json = JsonPayloadSerializer.Write(argument, function.Method.GetParameters()[0].ParameterType, "argument");
        var answer = processes.Call(worker, new CallPayload(name, json).ToBytes()) ?? throw processes.BrokenError!;
        return answer.Kind == FrameKind.Returned
            ? (TResult)JsonPayloadSerializer.Read(answer.Body, function.Method.ReturnType, "result")!
            : throw ExceptionPayload.Read(answer.Body);
    }
}
