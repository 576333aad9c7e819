using FlagDashboard.History;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>Whether races are saved: without that the server races all the same.</summary>
internal sealed class HistoryCheck(RaceHistory history) : IHealthCheck
{
    public const string Name = "history";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        history.Problem is { Saving: false } trouble ? HealthCheckResult.Degraded(trouble.Message) : HealthCheckResult.Healthy());
}
