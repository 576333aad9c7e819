using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A person's request to change a future of a running race. Immutable.</summary>
/// <param name="CountryCode">The code of the country whose future to change, in upper or lower case.</param>
/// <param name="Act">The kind of change.</param>
/// <param name="Mode">The id of the mode to change; null for every mode of the race.</param>
/// <param name="ExtraDelayMs">The extra delay of the answer in ms, for <see cref="InterventionAct.Slow"/>; null for other acts.</param>
public sealed record InterventionRequest(string CountryCode, InterventionAct Act, string? Mode = null, double? ExtraDelayMs = null);

/// <summary>The result of a request to change a future: <see cref="Applied"/> or <see cref="Refused"/>.</summary>
public abstract record InterventionResult
{
    private InterventionResult()
    {
    }

    /// <summary>The future was changed, and the change was logged.</summary>
    /// <param name="Modes">The ids of the modes in whose runs the future was changed; at least one.</param>
    public sealed record Applied(IReadOnlyList<string> Modes) : InterventionResult;

    /// <summary>The request was refused, and nothing was changed.</summary>
    /// <param name="Problem">The reason of the refusal.</param>
    /// <param name="IsInvalidRequest">Whether the request is wrong in itself; false if it only came too early or too late.</param>
    public sealed record Refused(PlanProblem Problem, bool IsInvalidRequest = false) : InterventionResult;
}
