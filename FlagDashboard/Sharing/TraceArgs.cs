using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>What a trace says of a future or a run besides its time. Times in ms since the race began.</summary>
internal static class TraceArgs
{
    public static Dictionary<string, object?> Of(FutureRecord future, RunState run) => Known(new()
    {
        ["future"] = future.Label,
        ["number"] = future.Number,
        ["state"] = future.Held ? "finished, held" : future.State.ToString().ToLowerInvariant(),
        ["status"] = future.Status?.ToString(),
        ["worker"] = future.Worker == 0 ? null : run.NameOf(future.Worker),
        ["submittedMs"] = future.SubmittedAt,
        ["startedMs"] = future.StartedAt,
        ["finishedMs"] = future.FinishedAt,
        ["receivedMs"] = future.ReceivedAt,
        ["heldMs"] = future.ReceivedAt - future.FinishedAt,
        ["bytes"] = future.Bytes,
        ["detail"] = future.OutcomeText,
    });

    public static Dictionary<string, object?> Of(RunState run) => Known(new()
    {
        ["workers"] = run.Workers,
        ["futures"] = run.Info.IsAuxiliary ? null : run.Futures.Count,
        ["received"] = run.Info.IsAuxiliary ? null : run.Received.Count,
        ["ok"] = run.Info.IsAuxiliary ? null : run.Count(Outcome.Ok),
        ["notFound"] = Some(run.Count(Outcome.NotFound)),
        ["errors"] = Some(run.Count(Outcome.Error)),
        ["cancelled"] = Some(run.Count(Outcome.Cancelled)),
        ["outcome"] = run.Outcome?.ToString(),
        ["detail"] = run.Reason,
    });

    private static int? Some(int count) => count == 0 ? null : count;

    private static Dictionary<string, object?> Known(Dictionary<string, object?> args) =>
        args.Where(arg => arg.Value is not null).ToDictionary();
}
