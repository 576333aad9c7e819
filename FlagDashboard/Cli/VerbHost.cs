using FlagDashboard.FlagServer;

namespace FlagDashboard.Cli;

/// <summary>The rooms that a verb needs, without the page and without a server of their own.</summary>
internal sealed class VerbHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private FlagSiteServer? _site;

    private VerbHost(ServiceProvider services) => _services = services;

    /// <summary>Furnishes the rooms with what is configured.</summary>
    /// <param name="rooms">Adds the rooms.</param>
    /// <param name="settings">What the command line says; null where it is silent, and the environment or appsettings.json is asked.</param>
    /// <param name="instead">Replaces what a verb wants different.</param>
    public static VerbHost Build(Action<IServiceCollection, IConfiguration> rooms, IDictionary<string, string?>? settings = null, Action<IServiceCollection, IConfiguration>? instead = null)
    {
        // An empty builder knows where the web root is, as the dashboard's does, and reads and starts nothing.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection((settings ?? new Dictionary<string, string?>()).Where(setting => setting.Value is not null));
        builder.WebHost.UseStaticWebAssets();
        rooms(builder.Services, builder.Configuration);
        instead?.Invoke(builder.Services, builder.Configuration);
        return new(builder.Services.BuildServiceProvider());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts the built-in site.</summary>
    public async Task StartSite()
    {
        _site = Get<FlagSiteServer>();
        await _site.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
