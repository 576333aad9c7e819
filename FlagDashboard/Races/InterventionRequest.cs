using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A change of a running race that a person asks for. Immutable.</summary>
/// <param name="Country">The code of the country, in any case.</param>
/// <param name="Act">The kind of change.</param>
/// <param name="Mode">The id of the mode to change; null for every mode of the race.</param>
/// <param name="DelayMs">The extra delay of the answer in ms, for <see cref="InterventionAct.Slow"/>; otherwise null.</param>
public sealed record InterventionRequest(string Country, InterventionAct Act, string? Mode = null, double? DelayMs = null);

/// <summary>The result of asking for an intervention.</summary>
public abstract record InterventionResult
{
    private InterventionResult()
    {
    }

    /// <summary>The race was changed, and its log has the intervention.</summary>
    /// <param name="Modes">The ids of the modes whose future was changed; at least one.</param>
    public sealed record Done(IReadOnlyList<string> Modes) : InterventionResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Problem">The reason.</param>
    /// <param name="IsInvalid">
    /// Whether the request is invalid in every state of the race; false if it only comes too early or too late.
    /// </param>
    public sealed record Refused(PlanProblem Problem, bool IsInvalid = false) : InterventionResult;
}
