using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The result of one download: a flag, or the answer that the site does not have the flag. Immutable.</summary>
/// <param name="Country">The country of the flag.</param>
/// <param name="Status">
/// <see cref="Outcome.Ok"/> or <see cref="Outcome.NotFound"/>. Any other failure is an exception instead of a result.
/// </param>
/// <param name="Bytes">The size of the flag in bytes; 0 if the site does not have it.</param>
/// <param name="ImageHash">The SHA-256 hash of the flag's bytes; null if the site does not have the flag.</param>
/// <param name="WorkerSavedPath">The path of the saved file if a worker process saved it; null if this process did.</param>
public sealed record Download(Country Country, Outcome Status, int Bytes = 0, string? ImageHash = null, string? WorkerSavedPath = null);
