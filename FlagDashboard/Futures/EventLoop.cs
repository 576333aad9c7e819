namespace FlagDashboard.Futures;

/// <summary>Runs asynchronous code on one thread, one piece at a time (Python: asyncio.run).</summary>
public static class EventLoop
{
    [ThreadStatic]
    private static bool _running;

    /// <summary>
    /// Calls <paramref name="main"/> here and runs everything it awaits, here too, until its task is done.
    /// </summary>
    /// <remarks>
    /// The calling thread gets a <see cref="SynchronizationContext"/> for that time, and its own one back at the end.
    /// Pieces run in the order they become ready. One that throws outside of any task (of an async void method) is
    /// traced, and the loop goes on. What main started but did not await cannot be cancelled from here, as Python
    /// does: what is left of it when main is done, and what becomes ready later, goes on in the .NET thread pool.
    /// </remarks>
    /// <param name="main">What to run. It is called on the calling thread.</param>
    /// <exception cref="InvalidOperationException">A loop is running on this thread already, or main gave no
    /// task.</exception>
    /// <exception cref="Exception">What main's task threw, as <c>await</c> would throw it.</exception>
    public static void Run(Func<Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        if (_running)
            throw new InvalidOperationException("An event loop is running on this thread already: await instead.");

        var previous = SynchronizationContext.Current;
        var context = new EventLoopContext();
        _running = true;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = main() ?? throw new InvalidOperationException("The main function gave no task.");
            task.ContinueWith(
                _ => context.Stop(),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            context.RunUntilStopped();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(previous);
            _running = false;
            context.Close();
        }
    }
}
