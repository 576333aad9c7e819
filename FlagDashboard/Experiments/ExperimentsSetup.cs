namespace FlagDashboard.Experiments;

internal static class ExperimentsSetup
{
    /// <summary>Registers the experiments in the order in which pages list them.</summary>
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services
        .AddSingleton<ExperimentRegistry>()
        .AddSingleton<IExperiment, MapOrAsCompletedExperiment>()
        .AddSingleton<FutureExperiment>()
        .AddSingleton<IExperiment>(provider => provider.GetRequiredService<FutureExperiment>())
        .AddSingleton<IExperiment, GilExperiment>()
        .AddSingleton<IExperiment, SimulatedLockExperiment>()
        .AddSingleton<IExperiment, LoopExperiment>()
        .AddSingleton<IExperiment, TimeLeftExperiment>();
}
