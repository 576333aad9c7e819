using FlagDashboard.Flags;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>Whether the built-in site answers: a race without it is a race of errors.</summary>
internal sealed class BuiltInSiteCheck(FlagSites sites, FlagClient client, CountryCatalog catalog) : IHealthCheck
{
    public const string Name = "built-in site";

    // Far longer than the site takes, and shorter than the patience of whoever asks.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (sites.BuiltIn is null)
            return HealthCheckResult.Unhealthy("It is not up.");
        try
        {
            var flag = await client.GetAsync(sites.Local().AddressOf(catalog.Pop20[0].Code), cancellationToken);
            return flag.Found ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("It has lost its flags.");
        }
        catch (DownloadException error)
        {
            return HealthCheckResult.Unhealthy($"It does not answer: {error.Message}.");
        }
    }
}
