using FlagDashboard.Log;

namespace FlagDashboard.Api;

/// <summary>A change of a running race.</summary>
/// <param name="Country">The code of the country whose future is changed.</param>
/// <param name="Act">What to do.</param>
/// <param name="Mode">The mode to change; left out for every mode of the race.</param>
/// <param name="DelayMs">For slow, how much later the site answers, in ms, from 1 to 60,000; otherwise left out.</param>
internal sealed record InterventionDocument(string Country, InterventionAct Act, string? Mode = null, double? DelayMs = null);

/// <summary>The result of a change.</summary>
/// <param name="Modes">The modes whose future was changed, because it had no outcome yet; at least one.</param>
internal sealed record ChangedDocument(IReadOnlyList<string> Modes);
