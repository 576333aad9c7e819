namespace FlagDashboard.FlagServer;

/// <summary>Registers the services of this folder.</summary>
internal static class FlagServerSetup
{
    /// <summary>Registers the built-in site, which starts and stops with the app.</summary>
    public static IServiceCollection AddFlagServer(this IServiceCollection services) => services
        .AddSingleton<FlagSiteOptions>()
        .AddSingleton<FlagSiteServer>()
        .AddHostedService(provider => provider.GetRequiredService<FlagSiteServer>());
}
