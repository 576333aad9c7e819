namespace FlagDashboard.Bench;

/// <summary>A measurement is not possible. The message says why, and what to do.</summary>
internal sealed class CannotMeasureException(string message) : Exception(message);
