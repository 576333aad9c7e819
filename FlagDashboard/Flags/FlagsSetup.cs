namespace FlagDashboard.Flags;

/// <summary>Registers the services for countries, sites, downloads and saved flags.</summary>
internal static class FlagsSetup
{
    private const string RemoteUrl = "Sites:Remote:Url";

    /// <summary>Registers the catalog, the sites, the client and the store.</summary>
    /// <exception cref="InvalidConfigurationException">The address of the remote site is not an http or https address.</exception>
    public static IServiceCollection AddFlags(this IServiceCollection services, IConfiguration configuration) =>
        services.AddFlags(configuration, ParseRemotePattern(configuration[RemoteUrl]));

    private static IServiceCollection AddFlags(this IServiceCollection services, IConfiguration configuration, RemoteUrlTemplate? remote) =>
        services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(provider => CountryCatalog.Load(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider))
        .AddSingleton(_ => new FlagSiteFactory(remote))
        .AddSingleton(_ => new FlagClient())
        .AddSingleton(provider =>
            new FlagStore(configuration["Downloads"] is { Length: > 0 } folder ? folder : "downloads")
            {
                HistoryImages = provider.GetService<HistoryImageStore>(),
            })
        .AddSingleton(provider => new BuiltInFlagHashes(
            provider.GetRequiredService<CountryCatalog>(),
            provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider,
            provider.GetRequiredService<FlagStore>()))
        .AddSingleton<BuiltInFlagStyleSheet>();

    // Parses the address at registration, so that a server whose configuration has a wrong address does not start.
    private static RemoteUrlTemplate? ParseRemotePattern(string? url)
    {
        try
        {
            return url is { Length: > 0 } ? RemoteUrlTemplate.Parse(url) : null;
        }
        catch (FormatException error)
        {
            throw new InvalidConfigurationException(
                $"{RemoteUrl}: {error.Message} Give another: --{RemoteUrl} https://example.org/flags", error);
        }
    }
}
