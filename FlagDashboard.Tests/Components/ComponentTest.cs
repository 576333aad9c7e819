using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Classroom;
using FlagDashboard.Components.Guessing;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace FlagDashboard.Tests.Components;

/// <summary>Renders components in English without a browser, with the catalog, modes and rules of the product.</summary>
public abstract class ComponentTest : BunitContext
{
    private static readonly BuiltInFlagHashes BuiltIn = new(WebRoot.Catalog, WebRoot.Files, new FlagStore("nothing-is-saved"));

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"flags-data-{Guid.NewGuid():N}");
    private TestDashboard? _dashboard;
    private IRenderedComponent<MudPopoverProvider>? _popovers;

    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(60);

    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("data", _data), new("Python", "none")]).Build();
        Services.AddCoreServices(configuration).AddHistory(configuration).AddExperiments();
        Services.AddSingleton(WebRoot.Catalog).AddSingleton(BuiltIn).AddSingleton<BuiltInFlagStyleSheet>();

        // AddComponents of the product is not used, because it would replace the navigation and JavaScript of bUnit.
        Services.AddLocalizedTexts().AddMudServices().AddScoped<ChosenSmoothing>().AddScoped<CircuitViewState>()
            .AddScoped<VisitorTimeZone>().AddScoped<VisitorGuesses>().AddScoped<CircuitReconnection>()
            .AddScoped<DownloadService>()
            .AddClassroom().AddSingleton<IServer>(new BoundServer()).AddSingleton<ICurrentUser>(FakeUser.Presenter);
    }

    protected static CountryCatalog Catalog => WebRoot.Catalog;

    /// <summary>
    /// The place where menus of MudBlazor open. Get it before rendering a component with a menu, which otherwise stays empty.
    /// </summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers => _popovers ??= Render<MudPopoverProvider>();

    /// <summary>Reads a draft with the rules of the product.</summary>
    protected PlanReadResult Read(PlanDraft draft) => Services.GetRequiredService<PlanReader>().Read(draft);

    /// <summary>Applies the next events to a race, and numbers them.</summary>
    protected static void Tell(RaceState race, params RaceEvent[] events)
    {
        foreach (var raceEvent in events)
            race.Apply(raceEvent with { Seq = race.LastEventSeq + 1 });
    }

    /// <summary>
    /// Waits for an element, and then finds and uses it in one step of the renderer. A page that loads data may otherwise render between
    /// the two, and the element that was found would have no handlers any more. Does not wait for the end of the handler.
    /// </summary>
    protected static Task Use(IRenderedComponent<IComponent> view, string selector, Action<IElement> use)
    {
        view.WaitForElement(selector);
        return view.InvokeAsync(() => use(view.Find(selector)));
    }

    /// <summary>Starts a real server for the components, with these modes instead of those of the product.</summary>
    private protected async Task<TestDashboard> Serve(params IConcurrencyMode[] modes)
    {
        _dashboard = await TestDashboard.Start(services =>
        {
            services.RemoveAll<IConcurrencyMode>();
            foreach (var mode in modes)
                services.AddSingleton(mode);
        });
        Services.AddSingleton(_dashboard.Get<ModeRegistry>())
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
