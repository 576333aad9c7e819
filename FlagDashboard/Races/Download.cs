using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The result of one download. Immutable.</summary>
/// <param name="Country">The country whose flag was asked for.</param>
/// <param name="Status"><see cref="Outcome.Ok"/> or <see cref="Outcome.NotFound"/>; any other failure is an exception.</param>
/// <param name="Bytes">Size of the flag in bytes; 0 if not found.</param>
/// <param name="Image">The flag's content as SHA-256; null if not found.</param>
/// <param name="File">The path of the saved flag, if another process saved it; otherwise null.</param>
public sealed record Download(Country Country, Outcome Status, int Bytes = 0, string? Image = null, string? File = null);
