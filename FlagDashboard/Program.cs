using FlagDashboard;
using FlagDashboard.Api;
using FlagDashboard.Cli;
using FlagDashboard.Components;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Futures.Processes;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Modes;
using FlagDashboard.Races;

if (args is [WorkerMain.Verb, ..])
    return WorkerMain.Run();

return await new CommandLine(ServeDashboard, AddCoreServices, Terminal.OfProcess()).Run(args);

// The services that a race needs, with or without the page.
static void AddCoreServices(IServiceCollection services, IConfiguration configuration) => services
    .AddFlags(configuration)
    .AddFlagServer()
    .AddModes()
    .AddRaces();

static async Task<int> ServeDashboard(string[] settings)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseDashboardAddress(builder.Configuration);
    builder.WebHost.UseStaticWebAssets();
    AddCoreServices(builder.Services, builder.Configuration);
    builder.Services
        .AddHistory(builder.Configuration)
        .AddExperiments()
        .AddHubs()
        .AddApi()
        .AddComponents()
        .AddHostedService<WarmUp>()
        .AddHostedService<IdleMemoryTrimmer>();

    await using var app = builder.Build();
    app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    app.UseApi();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapApi();
    app.MapHubs();
    app.MapComponents();
    return await app.Serve();
}
