namespace FlagDashboard.Tests.Flags;

/// <summary>Fails a test that waits too long, so that the test run does not hang.</summary>
internal static class HangGuard
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    public static Task Guarded(this Task task) => task.WaitAsync(Generous, TestContext.Current.CancellationToken);

    public static Task<T> Guarded<T>(this Task<T> task) => task.WaitAsync(Generous, TestContext.Current.CancellationToken);
}
