namespace FlagDashboard.Plans;

/// <summary>Knows which modes this machine can run now. Thread-safe.</summary>
public interface IModeAvailability
{
    /// <summary>Completes as soon as <see cref="ProblemOf"/> answers without waiting. Never fails.</summary>
    Task Ready { get; }

    /// <summary>Returns the reason why this machine cannot run a mode; null if it can. May wait a few seconds for the answer.</summary>
    PlanProblem? ProblemOf(ModeInfo mode);
}
