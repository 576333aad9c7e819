using System.Globalization;
using System.Threading.RateLimiting;
using FlagDashboard.Plans;
using FlagDashboard.Security;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace FlagDashboard.Api;

/// <summary>Limits the request rate of each client address and of the presenter, so that one program cannot overload the server.</summary>
internal static class RequestRateLimiting
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Registers the rate limiter, and sets the size of the largest request body that Kestrel reads.</summary>
    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = Reject);
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(provider => new ConfigureOptions<RateLimiterOptions>(
            options => options.GlobalLimiter = CreateLimiter(
                provider.GetRequiredService<Limits>(), provider.GetRequiredService<PresenterAccess>(), Period)));
        services.AddOptions<KestrelServerOptions>().Configure<Limits>((kestrel, limits) =>
            // Kestrel's limit is 1 MB higher than the limit for imports. A log that is slightly too large thus reaches the import endpoint,
            // which refuses it with a reason.
            kestrel.Limits.MaxRequestBodySize = (limits.MaxImportMegabytes + 1) * 1024L * 1024);
    }

    /// <summary>
    /// Creates the rate limiter. The presenter has a separate allowance, so that students behind the same address cannot use it up.
    /// </summary>
    /// <param name="limits">The limits.</param>
    /// <param name="access">Recognizes requests of the presenter.</param>
    /// <param name="period">The interval at which an allowance is refilled by the number of requests per second.</param>
    internal static PartitionedRateLimiter<HttpContext> CreateLimiter(Limits limits, PresenterAccess access, TimeSpan period)
    {
        return PartitionedRateLimiter.Create<HttpContext, (bool IsPresenter, string Address)>(context =>
            IsStatic(context) ? RateLimitPartition.GetNoLimiter((false, ""))
            : access.HasCredentials(context)
                ? Partition((true, ""), limits.MaxPresenterRequestBurst, limits.MaxPresenterRequestsPerSecond)
                : Partition((false, ClientAddress.GetRateLimitKey(context)), limits.MaxRequestBurst, limits.MaxRequestsPerSecond));

        RateLimitPartition<(bool IsPresenter, string Address)> Partition(
            (bool IsPresenter, string Address) key, int burst, int perSecond) =>
            RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = period,
            });
    }

    private static bool IsStatic(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static async ValueTask Reject(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var isPresenter = rejected.HttpContext.RequestServices.GetRequiredService<PresenterAccess>().HasCredentials(rejected.HttpContext);
        await TypedResults.Problem(
            $"Too many requests come from {(isPresenter ? "the presenter" : "this address")}. Wait as long as Retry-After says.",
            statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
    }
}
