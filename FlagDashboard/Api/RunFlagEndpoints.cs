using System.ComponentModel;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>/api/races/{id}/runs/{mode}/flags/{cc}: what a run downloaded.</summary>
internal static class RunFlagEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/races/{id}/runs/{mode}/flags/{cc}", Read).WithName("readFlag").WithTags("Races")
        .Produces<Stream>(StatusCodes.Status200OK, "image/png", "image/gif", "image/webp", "image/svg+xml")
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblems(404);

    /// <summary>Reads a flag that a run has downloaded</summary>
    /// <remarks>The very bytes that the run received and saved, with the type that their first bytes tell; they never change.</remarks>
    /// <response code="200">The flag.</response>
    /// <response code="304">It is the one that If-None-Match names.</response>
    /// <response code="404">There is no such race, run or country; or no flag, and download says why: pending, running, notFound, error, cancelled, interrupted.</response>
    internal static async Task<IResult> Read(
        [Description("The id of a race.")] string id,
        [Description("The id of one of its modes.")] string mode,
        [Description("The code of one of its countries, in any case.")] string cc,
        RaceRegistry races, FlagStore store, HttpResponse response)
    {
        if (await races.Find(id) is not { } race)
            return Problems.NoRace(id);
        var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
        if (state.Runs.FirstOrDefault(run => run.Mode == mode) is not { } run)
            return Problems.NotFound($"This race has no run “{SafeText.Short(mode)}”; it has {string.Join(", ", state.Runs.Select(run => run.Mode))}.");
        if (run.Futures.FirstOrDefault(future => future.Label.Equals(cc, StringComparison.OrdinalIgnoreCase)) is not { } future)
            return Problems.NotFound($"“{SafeText.Short(cc)}” is not among what this race downloads.");
        if (future.Image is null)
            return NoFlag(future, run.InterruptedAt is not null);
        return (store.Find(race.Id, run.Mode, future.Label) ?? store.Archive?.Find(future.Image)) is { } saved
            ? ImageEndpoints.Send(saved, future.Image, response)
            : Problems.NotFound($"The flag of {future.Label} was downloaded, and has been deleted from the server's disk since.");
    }

    internal static ProblemHttpResult NoFlag(FutureRecord future, bool interrupted = false)
    {
        var (download, why) = future.Status switch
        {
            Outcome.NotFound => ("notFound", "the site has no such flag."),
            Outcome.Error => ("error", $"its download failed: {future.Reason}."),
            Outcome.Cancelled => ("cancelled", $"its download was cancelled: {future.Reason}."),
            Outcome.Ok => ("none", "an experiment downloads none."),
            _ when interrupted => ("interrupted", "the server stopped before it came."),
            _ when future.State == FutureState.Running => ("running", "it is being downloaded."),
            _ => ("pending", "it waits for a worker."),
        };
        return Problems.NotFound($"There is no flag of {future.Label}: {why}", new KeyValuePair<string, object?>("download", download));
    }
}
