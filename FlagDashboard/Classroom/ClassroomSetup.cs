using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

internal static class ClassroomSetup
{
    public static IServiceCollection AddClassroom(this IServiceCollection services) => services
        .AddSingleton<SharedScreen>()
        .AddSingleton<WinnerPoll>()
        .AddSingleton(provider => new ViewerCount().Observe(provider.GetRequiredService<IMeterFactory>()))
        .AddScoped<ClassSession>()
        .AddScoped<CircuitHandler, ViewerCount.CircuitCounter>();
}
