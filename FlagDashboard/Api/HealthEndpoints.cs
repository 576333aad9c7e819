using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>Whether the server is well.</summary>
/// <param name="Status">healthy, degraded if races cannot be saved, or unhealthy.</param>
/// <param name="Checks">What was looked at.</param>
internal sealed record HealthDocument(HealthStatus Status, IReadOnlyList<HealthCheckDocument> Checks);

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Detail">What is wrong with it; left out if nothing is.</param>
internal sealed record HealthCheckDocument(string Name, HealthStatus Status, string? Detail);

/// <summary>/health and /alive, for whoever watches over servers.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("").WithTags("Health");
        health.MapRead("/health", Health).WithName("health")
            .Produces<HealthDocument>().Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        health.MapRead("/alive", Alive).WithName("alive")
            .Produces<HealthDocument>();
    }

    /// <summary>Asks whether the server can race</summary>
    /// <remarks>Downloads a flag from the built-in site, as a race does. A server that cannot save races is degraded, and can race.</remarks>
    /// <response code="200">It can.</response>
    /// <response code="503">It cannot: the checks say why.</response>
    internal static async Task<IResult> Health(HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var report = await checks.CheckHealthAsync(cancellationToken);
        return Results.Json(
            new HealthDocument(report.Status, [.. report.Entries.Select(check => new HealthCheckDocument(check.Key, check.Value.Status, check.Value.Description))]),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>Asks whether the server answers at all</summary>
    /// <remarks>Looks at nothing: a server that does not answer this should be started again.</remarks>
    /// <response code="200">It does.</response>
    internal static HealthDocument Alive(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return new(HealthStatus.Healthy, []);
    }
}
