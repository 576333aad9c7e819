namespace FlagDashboard.Futures;

/// <summary>The two halves of the futures given to <see cref="Future.Wait{T}"/>; duplicates count once.</summary>
/// <typeparam name="T">What the futures return.</typeparam>
/// <param name="Done">Those finished or cancelled when the wait ended.</param>
/// <param name="NotDone">Those still pending or running when the wait ended.</param>
public sealed record WaitResult<T>(IReadOnlySet<Future<T>> Done, IReadOnlySet<Future<T>> NotDone);
