namespace FlagDashboard.FlagServer;

/// <summary>Registers the services of the built-in flag site.</summary>
internal static class FlagServerSetup
{
    /// <summary>Registers the built-in site, which starts and stops with the app.</summary>
    public static IServiceCollection AddFlagServer(this IServiceCollection services) => services
        .AddSingleton<FlagSiteOptions>()
        .AddSingleton<FlagSiteServer>()
        .AddHostedService(provider => provider.GetRequiredService<FlagSiteServer>());
}
