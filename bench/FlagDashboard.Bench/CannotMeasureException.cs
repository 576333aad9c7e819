namespace FlagDashboard.Bench;

/// <summary>Something that is measured, or needed for it, does not work: says what, and what to do.</summary>
internal sealed class CannotMeasureException(string message) : Exception(message);
