using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Hubs;
using FlagDashboard.Modes;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests;

/// <summary>The product without its page: sites, modes, races and hub, put together by its own setup, on real sockets and a folder of its own.</summary>
sealed class TestDashboard : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly DirectoryInfo _downloads;

    TestDashboard(WebApplication app, DirectoryInfo downloads) => (_app, _downloads) = (app, downloads);

    public static async Task<TestDashboard> Start(Action<IServiceCollection>? instead = null)
    {
        var downloads = Directory.CreateTempSubdirectory("flags-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Downloads"] = downloads.FullName });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.Services.AddFlags(builder.Configuration).AddFlagServer().AddModes().AddRaces().AddExperiments().AddHubs();
        instead?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapHubs();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, downloads);
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts a race of every mode on the article's countries, unless <paramref name="change"/> says otherwise.</summary>
    public Race Race(Func<RacePlan, RacePlan>? change = null)
    {
        var plan = new RacePlan
        {
            Countries = [.. Get<CountryCatalog>().Pop20.Select(country => country.Code)],
            Modes = [.. Get<ModeDirectory>().All.Select(mode => mode.Info.Id)],
            Site = SiteId.Local,
        };
        return Get<RaceDirectory>().Start(change?.Invoke(plan) ?? plan);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _downloads.Delete(recursive: true);
    }
}
