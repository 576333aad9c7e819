using FlagDashboard.FlagServer;

namespace FlagDashboard.Cli;

/// <summary>
/// The services that a verb uses. They are configured like those of the dashboard, but without the web server and the pages. Not
/// thread-safe.
/// </summary>
internal sealed class VerbHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private FlagSiteServer? _flagServer;

    private VerbHost(ServiceProvider services) => _services = services;

    /// <summary>
    /// Builds the services. Reads settings from appsettings.json, the environment and <paramref name="settings"/>; the last one wins.
    /// </summary>
    /// <param name="addCoreServices">Registers the services that every verb needs.</param>
    /// <param name="settings">The settings of the command line; null values are ignored.</param>
    /// <param name="overrideServices">Replaces some services for one verb; null to replace none.</param>
    public static VerbHost Build(
        Action<IServiceCollection, IConfiguration> addCoreServices,
        IDictionary<string, string?>? settings = null,
        Action<IServiceCollection, IConfiguration>? overrideServices = null)
    {
        // A command reads the flags from the web root (the folder of static files). CreateEmptyBuilder finds this folder.
        // CreateBuilder would find it too, but would also add a web server and a configuration.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables(PrefixedEnvironmentVariables.Prefix)
            .AddInMemoryCollection((settings ?? new Dictionary<string, string?>()).Where(setting => setting.Value is not null));
        builder.WebHost.UseStaticWebAssets();
        addCoreServices(builder.Services, builder.Configuration);
        overrideServices?.Invoke(builder.Services, builder.Configuration);
        return new(builder.Services.BuildServiceProvider());
    }

    /// <summary>Returns a service.</summary>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts the built-in site. Disposing this host stops the site.</summary>
    public async Task StartFlagServer()
    {
        _flagServer = Get<FlagSiteServer>();
        await _flagServer.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops the built-in site and disposes the services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_flagServer is not null)
            await _flagServer.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
