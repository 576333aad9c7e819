namespace FlagDashboard.Futures;

/// <summary>The result of <see cref="Future.Wait{T}"/>. As in Python, the futures are in two sets, so duplicates count once.</summary>
/// <typeparam name="T">The type of the futures' results.</typeparam>
/// <param name="Done">The futures that were finished or cancelled when the wait ended.</param>
/// <param name="NotDone">The futures that were pending or running when the wait ended.</param>
public sealed record WaitResult<T>(IReadOnlySet<Future<T>> Done, IReadOnlySet<Future<T>> NotDone);
