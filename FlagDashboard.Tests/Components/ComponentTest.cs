using System.Globalization;
using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace FlagDashboard.Tests.Components;

/// <summary>Renders the product's components with its own catalog, modes and rules, in English, without a browser.</summary>
public abstract class ComponentTest : BunitContext
{
    private static readonly BuiltInFlags BuiltIn = new(WebRoot.Catalog, WebRoot.Files, new FlagStore("nothing-is-saved"));

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"flags-data-{Guid.NewGuid():N}");
    private TestDashboard? _dashboard;
    private IRenderedComponent<MudPopoverProvider>? _popovers;

    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(60);

    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("data", _data)]).Build();
        Services.AddCoreServices(configuration).AddHistory(configuration).AddExperiments();
        Services.AddSingleton(WebRoot.Catalog).AddSingleton(BuiltIn);

        // Not the product's AddComponents: a circuit's own navigation and JavaScript would replace the test's.
        Services.AddLocalization().AddMudServices().AddScoped<SmoothingChoice>().AddScoped<DownloadService>();
    }

    protected static CountryCatalog Catalog => WebRoot.Catalog;

    /// <summary>Where MudBlazor's menus open. Ask for it before rendering what has one: without it a menu never has an item.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers => _popovers ??= Render<MudPopoverProvider>();

    /// <summary>What a draft reads as, by the product's rules.</summary>
    protected PlanReading Read(PlanDraft draft) => Services.GetRequiredService<PlanReader>().Read(draft);

    /// <summary>Tells a race what happens next; the events need no number.</summary>
    protected static void Tell(RaceState race, params RaceEvent[] events)
    {
        foreach (var happened in events)
            race.Apply(happened with { Seq = race.Seq + 1 });
    }

    /// <summary>Puts a real server behind the components, with these modes instead of the product's.</summary>
    private protected async Task<TestDashboard> Serve(params IConcurrencyMode[] modes)
    {
        _dashboard = await TestDashboard.Start(services =>
        {
            services.RemoveAll<IConcurrencyMode>();
            foreach (var mode in modes)
                services.AddSingleton(mode);
        });
        Services.AddSingleton(_dashboard.Get<ModeDirectory>())
            .AddSingleton(_dashboard.Get<ModeCatalog>())
            .AddSingleton(_dashboard.Get<RaceRegistry>());
        return _dashboard;
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_dashboard is not null)
            await _dashboard.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}
