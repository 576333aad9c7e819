namespace FlagDashboard.Tests.Futures;

/// <summary>
/// Runs test code that blocks on a thread of its own, so that a deadlock fails the test instead of hanging the test run.
/// </summary>
internal static class Blocking
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a whole test, for at most 60 s.</summary>
    public static Task Run(Action test) => Start(test).WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>Starts another blocking thread within a test.</summary>
    public static Task Start(Action body) => Start(() =>
    {
        body();
        return true;
    });

    /// <inheritdoc cref="Start(Action)"/>
    public static Task<T> Start<T>(Func<T> body) => Task.Factory.StartNew(
        body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
