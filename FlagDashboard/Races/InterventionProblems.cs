using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>The reasons for refusing an intervention, as messages for people.</summary>
internal static class InterventionProblems
{
    /// <summary>Refuses because the race has ended, or is not in the memory of this server.</summary>
    public static InterventionResult.Refused RaceNotRunning { get; } =
        new(new("race", "The race is over, so that nothing in it can be changed."));

    /// <summary>Refuses because the race is still in the queue.</summary>
    public static InterventionResult.Refused RaceNotStarted { get; } =
        new(new("race", "The race has not started yet, so that nothing in it can be changed."));

    /// <summary>Refuses because the race is an experiment.</summary>
    public static InterventionResult.Refused NotADownloadRace { get; } =
        new(new("race", "Only a race of downloads can be changed, and this is an experiment."));

    /// <summary>Refuses because the race already had the maximum number of interventions.</summary>
    public static InterventionResult.Refused TooMany { get; } =
        new(new("race", "This race was changed {0} times, and it cannot be changed more often.", Intervention.MaxPerRace));

    /// <summary>Refuses because the delay is missing, out of range, or given for an act without a delay.</summary>
    public static InterventionResult.Refused InvalidDelay { get; } = new(
        new(
            "delayMs", "delayMs must be from {0} to {1} for slow, and left out otherwise.",
            Intervention.MinExtraDelayMs, Intervention.MaxExtraDelayMs),
        IsInvalidRequest: true);

    /// <summary>Refuses because the race downloads from a site that this server cannot control.</summary>
    public static InterventionResult.Refused RemoteSite { get; } = new(
        new("act", "This race downloads from a remote site, whose answers this server cannot change. Only cancel is possible."));

    /// <summary>Refuses because the race does not download the flag of this country.</summary>
    public static InterventionResult.Refused NoSuchCountry(string? countryCode) =>
        new(new("country", "“{0}” is not a country of this race.", SafeText.Excerpt(countryCode)), IsInvalidRequest: true);

    /// <summary>Refuses because the race does not have this mode.</summary>
    public static InterventionResult.Refused NoSuchMode(string? mode) =>
        new(new("mode", "“{0}” is not a mode of this race.", SafeText.Excerpt(mode)), IsInvalidRequest: true);

    /// <summary>Refuses because the future already has its outcome in every requested run.</summary>
    public static InterventionResult.Refused AlreadyDone(string countryCode) =>
        new(new("country", "{0} has its outcome already, so that it cannot be changed.", countryCode));

    /// <summary>Refuses because the tape lets the connection fail before it reaches the site, so there is no answer to change.</summary>
    public static InterventionResult.Refused NeverConnects(string countryCode) =>
        new(new("country", "The connection for {0} is refused before it reaches the site. Only cancel is possible.", countryCode));

    /// <summary>Refuses because the site will never answer this request, so the answer cannot be delayed.</summary>
    public static InterventionResult.Refused AlreadyStalled(string countryCode) =>
        new(new("act", "{0} gets no answer at all, so that the answer cannot be slower.", countryCode));

    /// <summary>Refuses because the mode has no executor, so none of its futures is ever pending.</summary>
    public static InterventionResult.Refused NeverPending(string modeTitle) =>
        new(new("act", "{0} makes each call when its turn comes, so that it has no pending future to cancel.", modeTitle));

    /// <summary>Refuses because the mode runs in Python, so this process cannot reach its futures.</summary>
    public static InterventionResult.Refused CannotCancelInPython(string modeTitle) =>
        new(new("act", "{0} runs in a process of Python, whose single futures cannot be cancelled from here.", modeTitle));

    /// <summary>Refuses because the mode has not submitted the future yet.</summary>
    public static InterventionResult.Refused NotSubmitted(string countryCode) =>
        new(new("act", "{0} is not submitted yet, so that there is no future to cancel.", countryCode));

    /// <summary>Refuses because the future is running. As in Python, only a pending future can be cancelled.</summary>
    public static InterventionResult.Refused AlreadyRunning(string countryCode) =>
        new(new("act", "{0} is running. As in Python, only a pending future can be cancelled.", countryCode));
}
