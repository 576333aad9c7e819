using System.Collections.Concurrent;
using FlagDashboard.Api;
using FlagDashboard.Components;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests;

/// <summary>
/// Hosts the product without its pages, with real sockets and a temporary folder: sites, modes, races, hub and API.
/// </summary>
internal sealed class TestDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _downloads;
    private readonly DirectoryInfo? _data;

    private TestDashboard(WebApplication app, DirectoryInfo downloads, DirectoryInfo? data, ConcurrentQueue<string> said) =>
        (_app, _downloads, _data, LoggedErrors) = (app, downloads, data, said);

    /// <param name="instead">Registers services of the test, which replace those of the product.</param>
    /// <param name="data">The folder of the history; null for a temporary one.</param>
    /// <param name="settings">Further settings, as a configuration file would have them.</param>
    public static async Task<TestDashboard> Start(
        Action<IServiceCollection>? instead = null, string? data = null, Dictionary<string, string?>? settings = null)
    {
        var downloads = Directory.CreateTempSubdirectory("flags-");
        var ownData = data is null ? Directory.CreateTempSubdirectory("flags-data-") : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Downloads"] = downloads.FullName,
            ["data"] = data ?? ownData!.FullName,
            ["urls"] = "http://127.0.0.1:0",
        }).AddInMemoryCollection(settings ?? []);
        var complaints = new Complaints();
        builder.Logging.ClearProviders().AddProvider(complaints);
        builder.WebHost.UseDashboardAddress(builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddCoreServices(builder.Configuration).AddHistory(builder.Configuration).AddExperiments().AddHubs().AddApi()
            .AddSecurity().AddLocalizedTexts();
        instead?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseSecurity();
        app.UseShutdownResponse();
        app.UseRateLimiter();
        app.UseApiProblems();
        app.MapHubs();
        app.MapPresenter();
        app.MapApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, downloads, ownData, complaints.LoggedErrors);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The errors that the server has logged.</summary>
    public ConcurrentQueue<string> LoggedErrors { get; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>
    /// Starts a race of every mode in C# with the 20 most populous countries; <paramref name="change"/> may change the plan.
    /// </summary>
    public Race Race(Func<RacePlan, RacePlan>? change = null)
    {
        var plan = new RacePlan
        {
            Countries = [.. Get<CountryCatalog>().Pop20.Select(country => country.Code)],
            Modes = [.. Get<ModeCatalog>().InCSharp.Select(mode => mode.Id)],
            Site = SiteId.Local,
        };
        return Get<RaceRegistry>().Start(change?.Invoke(plan) ?? plan);
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _app.DisposeAsync();
        _downloads.Delete(recursive: true);
        _data?.Delete(recursive: true);
    }

    private sealed class Complaints : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> LoggedErrors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                LoggedErrors.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
