using FlagDashboard.Futures;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>Extension methods with which several experiments run their calls.</summary>
internal static class RunRecorderExtensions
{
    /// <summary>Submits every call to the executor, and records each result as received as soon as its future is finished.</summary>
    public static void SubmitAndReceiveAsCompleted<TArg, TResult>(
        this RunRecorder run, Executor executor, Func<TArg, TResult> function, IEnumerable<TArg> calls)
    {
        var toDo = calls.Select((call, number) => (Future: executor.Submit(function, call), number)).ToDictionary();
        foreach (var future in Future.AsCompleted(toDo.Keys))
            run.RecordReceived(toDo[future], future);
    }
}
