using System.Text.Json.Serialization;
using FlagDashboard.Log;

namespace FlagDashboard.Api;

/// <summary>A request to change one country's future in a running race.</summary>
/// <param name="CountryCode">The code of the country whose future is changed.</param>
/// <param name="Act">The kind of change.</param>
/// <param name="Mode">The id of the mode in whose run the future is changed; left out for all modes of the race.</param>
/// <param name="DelayMs">The extra delay of the answer in ms, from 1 to 60,000, if the act is slow; left out for other acts.</param>
internal sealed record InterventionRequestDocument(
    [property: JsonPropertyName("country")] string CountryCode, InterventionAct Act, string? Mode = null, double? DelayMs = null);

/// <summary>The result of a request to change a future.</summary>
/// <param name="Modes">
/// The ids of the modes in whose runs the future was changed; at least one. It was not changed where it already had an outcome.
/// </param>
internal sealed record InterventionResultDocument(IReadOnlyList<string> Modes);
