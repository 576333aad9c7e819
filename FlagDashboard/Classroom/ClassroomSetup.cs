using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

internal static class ClassroomSetup
{
    public static IServiceCollection AddClassroom(this IServiceCollection services) => services
        .AddSingleton<SharedScreen>()
        .AddSingleton<WinnerPoll>()
        .AddSingleton<ViewerCounter>()
        .AddScoped<ClassSession>()
        .AddScoped<CircuitHandler, ViewerCounter.CircuitCounter>();
}
