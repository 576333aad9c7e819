namespace FlagDashboard.Futures;

/// <summary>Runs asynchronous code on one thread, one callback at a time. Corresponds to Python's asyncio.run.</summary>
public static class EventLoop
{
    [ThreadStatic]
    private static bool _running;

    /// <summary>
    /// Calls <paramref name="main"/> on the calling thread, and runs every continuation there until main's task is done.
    /// Blocks until then.
    /// </summary>
    /// <remarks>
    /// During the call, the calling thread has the <see cref="SynchronizationContext"/> of this loop. At the end, it gets its previous
    /// context back. Continuations run in the order in which they become ready. An exception that belongs to no task, such as that of an
    /// async void method, is written to <see cref="System.Diagnostics.Trace"/>, and the loop goes on.
    /// <para>Unlike asyncio.run, this method cannot cancel tasks that main started but did not await. Their remaining continuations run on
    /// the .NET thread pool.</para>
    /// </remarks>
    /// <param name="main">The function to run.</param>
    /// <exception cref="InvalidOperationException">A loop is already running on this thread, or main returned null.</exception>
    /// <exception cref="Exception">The exception of main's task, not wrapped, as <c>await</c> would throw it.</exception>
    public static void Run(Func<Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        if (_running)
            throw new InvalidOperationException("An event loop is already running on this thread: use await instead.");

        var previous = SynchronizationContext.Current;
        var context = new EventLoopSynchronizationContext();
        _running = true;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = main() ?? throw new InvalidOperationException("The main function returned null instead of a task.");
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
