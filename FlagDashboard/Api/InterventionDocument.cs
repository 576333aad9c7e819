using FlagDashboard.Log;

namespace FlagDashboard.Api;

/// <summary>A change of a running race.</summary>
/// <param name="Country">The code of the country whose future is changed.</param>
/// <param name="Act">The kind of change.</param>
/// <param name="Mode">The mode to change; left out for every mode of the race.</param>
/// <param name="DelayMs">The extra delay of the answer in ms, from 1 to 60,000, for slow; otherwise left out.</param>
internal sealed record InterventionDocument(string Country, InterventionAct Act, string? Mode = null, double? DelayMs = null);

/// <summary>The result of a change.</summary>
/// <param name="Modes">The modes whose future was changed, because it had no outcome yet; at least one.</param>
internal sealed record ChangedDocument(IReadOnlyList<string> Modes);
