namespace FlagDashboard.FlagServer;

internal static class FlagServerSetup
{
    /// <summary>Runs the built-in site beside the app.</summary>
    public static IServiceCollection AddFlagServer(this IServiceCollection services) => services
        .AddSingleton<FlagSiteOptions>()
        .AddSingleton<FlagSiteServer>()
        .AddHostedService(provider => provider.GetRequiredService<FlagSiteServer>());
}
