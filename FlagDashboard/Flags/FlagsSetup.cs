namespace FlagDashboard.Flags;

internal static class FlagsSetup
{
    /// <summary>Registers the catalog, the sites, the client and the store.</summary>
    public static IServiceCollection AddFlags(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(provider => CountryCatalog.Load(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider))
        .AddSingleton(_ => new FlagSites(configuration["Sites:Remote:Url"] is { Length: > 0 } url ? RemotePattern.Parse(url) : null))
        .AddSingleton(_ => new FlagClient())
        .AddSingleton(_ => new FlagStore(configuration["Downloads"] ?? "downloads"))
        .AddSingleton(provider => new BuiltInFlags(
            provider.GetRequiredService<CountryCatalog>(),
            provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider,
            provider.GetRequiredService<FlagStore>()));
}
