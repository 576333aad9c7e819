using FlagDashboard;
using FlagDashboard.Api;
using FlagDashboard.Components;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Hubs;
using FlagDashboard.Modes;
using FlagDashboard.Races;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseDashboardAddress(builder.Configuration);
builder.WebHost.UseStaticWebAssets();
builder.Services
    .AddFlags(builder.Configuration)
    .AddFlagServer()
    .AddModes()
    .AddRaces()
    .AddExperiments()
    .AddHubs()
    .AddComponents()
    .AddHostedService<WarmUp>();

var app = builder.Build();
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapStaticAssets();
app.MapApi();
app.MapHubs();
app.MapComponents();
return await app.Serve();
