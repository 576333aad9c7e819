using FlagDashboard.Flags;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlagDashboard.Api;

/// <summary>Checks that the built-in site serves a flag. If the site did not, every download of a race would fail.</summary>
internal sealed class BuiltInSiteCheck(FlagSiteFactory sites, FlagClient client, CountryCatalog catalog) : IHealthCheck
{
    /// <summary>The name of the check in the answer of /health.</summary>
    public const string Name = "built-in site";

    /// <summary>
    /// The time limit of the check. It is far longer than the site needs, and shorter than most monitoring programs wait.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (sites.BuiltInAddress is null)
            return HealthCheckResult.Unhealthy("The site is not running.");
        try
        {
            var flag = await client.GetAsync(sites.CreateWithoutDelay().AddressOf(catalog.Pop20[0].Code), cancellationToken);
            return flag.Found ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The site has no flags.");
        }
        catch (DownloadException error)
        {
            return HealthCheckResult.Unhealthy($"The site does not answer: {error.Message}.");
        }
    }
}
