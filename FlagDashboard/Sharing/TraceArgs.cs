using FlagDashboard.Flags;
using FlagDashboard.Races;

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
        ["detail"] = future.Detail,
    });

    public static Dictionary<string, object?> Of(RunState run) => Known(new()
    {
        ["workers"] = run.Workers,
        ["futures"] = run.Info.Aside ? null : run.Futures.Count,
        ["received"] = run.Info.Aside ? null : run.Received.Count,
        ["ok"] = run.Info.Aside ? null : run.Count(DownloadStatus.Ok),
        ["notFound"] = Some(run.Count(DownloadStatus.NotFound)),
        ["errors"] = Some(run.Count(DownloadStatus.Error)),
        ["cancelled"] = Some(run.Count(DownloadStatus.Cancelled)),
        ["outcome"] = run.Outcome?.ToString(),
        ["detail"] = run.Detail,
    });

    private static int? Some(int count) => count == 0 ? null : count;

    private static Dictionary<string, object?> Known(Dictionary<string, object?> args) =>
        args.Where(arg => arg.Value is not null).ToDictionary();
}
