using System.Globalization;
using FlagDashboard;
using FlagDashboard.Api;
using FlagDashboard.Classroom;
using FlagDashboard.Cli;
using FlagDashboard.Components;
using FlagDashboard.Experiments;
using FlagDashboard.Futures.Processes;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Python;
using FlagDashboard.Security;

// The texts are English, so numbers are written in English too, whatever the language of the machine is.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [WorkerMain.Verb, ..])
    return WorkerMain.Run();

return await new CommandLineRunner(
    ServeDashboard, (services, configuration) => services.AddCoreServices(configuration), ConsoleOutput.OfProcess())
    .Run(args);

static async Task<int> ServeDashboard(string[] settings)
{
    using var signals = new SignalHandler();
    var builder = WebApplication.CreateBuilder(DashboardHost.CreateOptions(settings));
    SafeConsoleFormatter.Use(builder.Logging);
    builder.Configuration.UseOnlyOwnVariables();
    builder.UseTelemetry();
    builder.UsePromptShutdown(signals);
    builder.WebHost.UseDashboardAddress(builder.Configuration);
    builder.WebHost.UseStaticWebAssets();
    builder.Services
        .AddCoreServices(builder.Configuration)
        .AddHistory(builder.Configuration)
        .AddExperiments()
        .AddHubs()
        .AddClassroom()
        .AddApi()
        .AddComponents()
        .AddSecurity()
        .AddHostedService<WarmUp>()
        .AddHostedService<IdleMemoryTrimmer>();

    await using var app = builder.Build();
    _ = app.Services.GetRequiredService<ModePythons>().FindAndWarn(app.Logger);
    app.UseSecurity();
    app.UseShutdownResponse();
    app.UseRateLimiter();
    app.UseLanguageOfRequest();
    app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    app.UseApiProblems();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapApi();
    app.MapHubs();
    app.MapPresenter();
    app.MapComponents().AcceptHead();
    return await app.Serve(signals);
}
