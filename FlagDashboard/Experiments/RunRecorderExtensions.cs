using FlagDashboard.Futures;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>Steps that several experiments share.</summary>
internal static class RunRecorderExtensions
{
    /// <summary>Submits every call, and receives each result as soon as its future is finished.</summary>
    public static void ReceiveAsCompleted<TArg, TResult>(
        this RunRecorder run, Executor executor, Func<TArg, TResult> function, IEnumerable<TArg> calls)
    {
        var toDo = calls.Select((call, number) => (Future: executor.Submit(function, call), number)).ToDictionary();
        foreach (var future in Future.AsCompleted(toDo.Keys))
            run.RecordReceived(toDo[future], future);
    }
}
