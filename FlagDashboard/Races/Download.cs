using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The result of one download. Immutable.</summary>
/// <param name="Country">The country of the flag.</param>
/// <param name="Status"><see cref="Outcome.Ok"/> or <see cref="Outcome.NotFound"/>. Any other failure throws instead.</param>
/// <param name="Bytes">Size of the flag in bytes; 0 if not found.</param>
/// <param name="Image">The SHA-256 hash of the flag's bytes; null if not found.</param>
/// <param name="File">The path of the saved file if another process saved it; null if this process did.</param>
public sealed record Download(Country Country, Outcome Status, int Bytes = 0, string? Image = null, string? File = null);
