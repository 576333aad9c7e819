using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>The health of the server.</summary>
/// <param name="Status">healthy, degraded if races cannot be saved, or unhealthy.</param>
/// <param name="Checks">The results of the checks.</param>
internal sealed record HealthDocument(HealthStatus Status, IReadOnlyList<HealthCheckDocument> Checks);

/// <summary>The result of one health check.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Detail">The problem found; left out if there is none.</param>
internal sealed record HealthCheckDocument(string Name, HealthStatus Status, string? Detail);

/// <summary>/health and /alive: report the state of the server to monitoring programs and orchestrators.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("").WithTags("Health");
        health.MapRead("/health", Health).WithName("health")
            .Produces<HealthDocument>().Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        health.MapRead("/alive", Alive).WithName("alive")
            .Produces<HealthDocument>();
    }

    /// <summary>Checks whether the server can run races</summary>
    /// <remarks>Downloads a flag from the built-in site. A server that cannot save races is degraded, but still runs them.</remarks>
    /// <response code="200">The server can run races.</response>
    /// <response code="503">The server cannot run races: the checks give the reason.</response>
    internal static async Task<IResult> Health(HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var report = await checks.CheckHealthAsync(cancellationToken);
        var results = report.Entries.Select(check => new HealthCheckDocument(check.Key, check.Value.Status, check.Value.Description));
        return Results.Json(
            new HealthDocument(report.Status, [.. results]),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>Checks whether the server answers at all</summary>
    /// <remarks>Runs no checks. Restart a server that does not answer this request.</remarks>
    /// <response code="200">The server answers.</response>
    internal static HealthDocument Alive(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return new(HealthStatus.Healthy, []);
    }
}
