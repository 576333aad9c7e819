using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

internal static class ClassroomSetup
{
    public static IServiceCollection AddClassroom(this IServiceCollection services) => services
        .AddSingleton<SharedScreen>()
        .AddSingleton<WinnerPoll>()
        .AddSingleton<ViewerCount>()
        .AddScoped<ClassSession>()
        .AddScoped<CircuitHandler, ViewerCount.CircuitCounter>();
}
