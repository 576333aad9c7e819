using System.ComponentModel;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>/api/races/{id}/runs/{mode}/flags/{cc}: serves the flags that a run downloaded.</summary>
internal static class DownloadedFlagEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapRead("/races/{id}/runs/{mode}/flags/{cc}", Read).WithName("readFlag").WithTags("Races")
        .Produces<Stream>(StatusCodes.Status200OK, "image/png", [.. ImageFormats.ContentTypes.Skip(1)])
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblems(404);

    /// <summary>Reads a flag that a run has downloaded</summary>
    /// <remarks>
    /// Sends exactly the bytes that the run downloaded and saved; they never change. The Content-Type is derived from the bytes.
    /// </remarks>
    /// <response code="200">The flag.</response>
    /// <response code="304">The flag has not changed: its ETag is the one in If-None-Match.</response>
    /// <response code="404">
    /// There is no such race, run or country; or there is no flag, and download gives the reason: pending, running, notFound, error,
    /// cancelled
    /// or interrupted.
    /// </response>
    internal static async Task<IResult> Read(
        [Description("The id of a race.")] string id,
        [Description("The id of one of its modes.")] string mode,
        [Description("The code of one of its countries, in any case.")] string cc,
        RaceRegistry races, FlagStore store, HttpResponse response)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        if (race.Log.Count == 0)
            return Problems.NotFound(Problems.NotStartedDetail(race.QueuePosition));
        var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
        if (state.Runs.FirstOrDefault(run => run.Mode == mode) is not { } run)
        {
            var modes = string.Join(", ", state.Runs.Select(run => run.Mode));
            return Problems.NotFound($"This race has no run “{SafeText.Excerpt(mode)}”; it has {modes}.");
        }

        if (run.Futures.FirstOrDefault(future => future.Label.Equals(cc, StringComparison.OrdinalIgnoreCase)) is not { } future)
            return Problems.NotFound($"“{SafeText.Excerpt(cc)}” is not a country of this race.");
        if (future.ImageHash is null)
            return FlagNotFound(future, run.InterruptedAtMs is not null);
        return (store.Find(race.Id, run.Mode, future.Label) ?? store.HistoryImages?.Find(future.ImageHash)) is { } saved
            ? ImageEndpoint.Send(saved, future.ImageHash, response)
            : Problems.NotFound($"The flag of {future.Label} was downloaded, but has since been deleted from the disk of the server.");
    }

    /// <summary>Returns 404 for a flag that was not downloaded. The fields <c>detail</c> and <c>download</c> give the reason.</summary>
    /// <param name="future">The future of the flag.</param>
    /// <param name="interrupted">Whether the server stopped before the run ended.</param>
    internal static ProblemHttpResult FlagNotFound(FutureRecord future, bool interrupted = false)
    {
        var (download, reason) = future.Status switch
        {
            Outcome.NotFound => ("notFound", "the site has no such flag."),
            Outcome.Error => ("error", $"its download failed: {future.Reason}."),
            Outcome.Cancelled => ("cancelled", $"its download was cancelled: {future.Reason}."),
            Outcome.Ok => ("none", "an experiment downloads no flags."),
            _ when interrupted => ("interrupted", "the server stopped before it was downloaded."),
            _ when future.State == FutureState.Running => ("running", "it is being downloaded."),
            _ => ("pending", "it waits for a worker."),
        };
        return Problems.NotFound($"There is no flag of {future.Label}: {reason}", new KeyValuePair<string, object?>("download", download));
    }
}
