using System.Globalization;
using System.Threading.RateLimiting;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace FlagDashboard.Api;

/// <summary>Limits the requests of an address, so that one program cannot keep the server busy for all others.</summary>
internal static class RequestLimits
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Registers the limiter, and the largest body that the web server reads.</summary>
    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = Reject);
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(provider => new ConfigureOptions<RateLimiterOptions>(
            options => options.GlobalLimiter = Limiter(provider.GetRequiredService<Limits>())));
        services.AddOptions<KestrelServerOptions>().Configure<Limits>((kestrel, limits) =>
            // One more, so that the answer to a log that is too large comes from the endpoint, with the reason.
            kestrel.Limits.MaxRequestBodySize = (limits.MaxImportMegabytes + 1) * 1024L * 1024);
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Limits limits) => PartitionedRateLimiter.Create<HttpContext, string>(
        context => IsStatic(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Of(context), _ => new()
            {
                TokenLimit = limits.MaxRequestBurst,
                TokensPerPeriod = limits.MaxRequestsPerSecond,
                ReplenishmentPeriod = Period,
            }));

    private static bool IsStatic(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static async ValueTask Reject(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem(
            "Too many requests come from this address. Wait as long as Retry-After says.",
            statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
    }
}
