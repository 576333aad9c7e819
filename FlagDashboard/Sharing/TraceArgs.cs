using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>The arguments of trace events, which viewers show as details. Times are in ms since the race began.</summary>
internal static class TraceArgs
{
    /// <summary>The arguments of a future.</summary>
    public static Dictionary<string, object?> Of(FutureRecord future, RunState run) => WithoutNulls(new()
    {
        ["future"] = future.Label,
        ["number"] = future.Number,
        ["state"] = future.IsHeld ? "finished, held" : future.State.ToString().ToLowerInvariant(),
        ["status"] = future.Status?.ToString(),
        ["worker"] = future.Worker == 0 ? null : run.WorkerNameOf(future.Worker),
        ["submittedMs"] = future.SubmittedAtMs,
        ["startedMs"] = future.StartedAtMs,
        ["finishedMs"] = future.FinishedAtMs,
        ["receivedMs"] = future.ReceivedAtMs,
        ["heldMs"] = future.ReceivedAtMs - future.FinishedAtMs,
        ["bytes"] = future.Bytes,
        ["detail"] = future.ResultOrReason,
    });

    /// <summary>The arguments of a run.</summary>
    public static Dictionary<string, object?> Of(RunState run) => WithoutNulls(new()
    {
        ["workers"] = run.Workers,
        ["futures"] = run.Info.IsAuxiliary ? null : run.Futures.Count,
        ["received"] = run.Info.IsAuxiliary ? null : run.Received.Count,
        ["ok"] = run.Info.IsAuxiliary ? null : run.Count(Outcome.Ok),
        ["notFound"] = NonZero(run.Count(Outcome.NotFound)),
        ["errors"] = NonZero(run.Count(Outcome.Error)),
        ["cancelled"] = NonZero(run.Count(Outcome.Cancelled)),
        ["outcome"] = run.Outcome?.ToString(),
        ["detail"] = run.FailureReason,
    });

    private static int? NonZero(int count) => count == 0 ? null : count;

    private static Dictionary<string, object?> WithoutNulls(Dictionary<string, object?> args) =>
        args.Where(arg => arg.Value is not null).ToDictionary();
}
