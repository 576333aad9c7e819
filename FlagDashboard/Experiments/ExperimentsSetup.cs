namespace FlagDashboard.Experiments;

internal static class ExperimentsSetup
{
    /// <summary>Registers the experiments in the order in which people meet them.</summary>
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services
        .AddSingleton<ExperimentDirectory>()
        .AddSingleton<IExperiment, MapOrAsCompleted>()
        .AddSingleton<FutureInHand>()
        .AddSingleton<IExperiment>(provider => provider.GetRequiredService<FutureInHand>())
        .AddSingleton<IExperiment, TheLock>()
        .AddSingleton<IExperiment, TheLoop>()
        .AddSingleton<IExperiment, Progress>();
}
