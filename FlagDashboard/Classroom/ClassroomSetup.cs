using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

internal static class ClassroomSetup
{
    public static IServiceCollection AddClassroom(this IServiceCollection services) => services
        .AddSingleton<SharedScreen>()
        .AddSingleton<WinnerPoll>()
        .AddSingleton(provider => new ViewerCounter().CreateInstruments(provider.GetRequiredService<IMeterFactory>()))
        .AddScoped<ClassConnection>()
        .AddScoped<CircuitHandler, ViewerCounter.CountingCircuitHandler>();
}
