namespace FlagDashboard.Tests.Futures;

/// <summary>Runs a test that blocks on a thread of its own, so that a deadlock fails it instead of hanging the run.</summary>
internal static class Blocking
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    public static Task Run(Action test) => Start(test).WaitAsync(Generous, TestContext.Current.CancellationToken);

    /// <summary>A second blocking thread within a test.</summary>
    public static Task Start(Action body) => Start(() =>
    {
        body();
        return true;
    });

    public static Task<T> Start<T>(Func<T> body) => Task.Factory.StartNew(
        body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
