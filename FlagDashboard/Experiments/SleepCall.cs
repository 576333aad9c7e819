using System.Globalization;

namespace FlagDashboard.Experiments;

/// <summary>A call that sleeps, as slow I/O does. Immutable.</summary>
/// <param name="Seconds">The duration of the call, in seconds.</param>
internal sealed record SleepCall(double Seconds)
{
    /// <summary>Blocks the calling thread for <see cref="Seconds"/>.</summary>
    /// <returns>Ten times the seconds.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    public double SleepAndMultiply(CancellationToken abortToken)
    {
        abortToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(Seconds));
        abortToken.ThrowIfCancellationRequested();
        return Seconds * 10;
    }

    /// <summary>The call as code, with its name from the book "Fluent Python".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"loiter({Seconds})");
}
