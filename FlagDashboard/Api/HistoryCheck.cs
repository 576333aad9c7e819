using FlagDashboard.History;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>
/// Checks that races are saved. If they are not, the server is only degraded and not unhealthy, because it can still run races.
/// </summary>
internal sealed class HistoryCheck(RaceHistory history) : IHealthCheck
{
    /// <summary>The name of the check in the answer of /health.</summary>
    public const string Name = "history";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
        history.Problem is { CanSave: false } problem ? HealthCheckResult.Degraded(problem.Message) : HealthCheckResult.Healthy());
}
