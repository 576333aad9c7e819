namespace FlagDashboard.Experiments;

internal static class ExperimentsSetup
{
    /// <summary>Registers the experiments in the order of the page.</summary>
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services
        .AddSingleton<ExperimentRegistry>()
        .AddSingleton<IExperiment, MapOrAsCompletedExperiment>()
        .AddSingleton<FutureExperiment>()
        .AddSingleton<IExperiment>(provider => provider.GetRequiredService<FutureExperiment>())
        .AddSingleton<IExperiment, LockExperiment>()
        .AddSingleton<IExperiment, LoopExperiment>()
        .AddSingleton<IExperiment, ProgressExperiment>();
}
