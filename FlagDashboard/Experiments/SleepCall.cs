using System.Globalization;

namespace FlagDashboard.Experiments;

/// <summary>A call that does nothing for some time, as slow I/O does.</summary>
/// <param name="Seconds">How long.</param>
internal sealed record SleepCall(double Seconds)
{
    /// <summary>Blocks the calling thread.</summary>
    /// <returns>Ten times the seconds.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public double Loiter(CancellationToken givenUp)
    {
        givenUp.WaitHandle.WaitOne(TimeSpan.FromSeconds(Seconds));
        givenUp.ThrowIfCancellationRequested();
        return Seconds * 10;
    }

    /// <summary>The call as a person would write it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"loiter({Seconds})");
}
