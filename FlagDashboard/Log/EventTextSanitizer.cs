using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// Cleans the texts of events before they enter a log. A text may come from a site, an exception or another process. Cleaned texts are safe
/// to show in terminals and tables, and to import again.
/// </summary>
internal static class EventTextSanitizer
{
    /// <summary>The maximum length of the name of a future, a worker or a phase, in characters.</summary>
    public const int MaxNameLength = 120;

    /// <summary>The maximum length of any other text of an event, in characters. It does not apply to the definition of the race.</summary>
    public const int MaxTextLength = 8000;

    /// <summary>Returns the event with shortened texts, in which unprintable characters are replaced.</summary>
    public static RaceEvent Sanitize(in RaceEvent raceEvent)
    {
        var payload = raceEvent.Payload switch
        {
            string name when raceEvent.Kind is RaceEventKind.Submitted or RaceEventKind.WorkerNamed or RaceEventKind.Phase =>
                SafeText.ToLine(name, MaxNameLength),
            string reason when raceEvent.Reason is not null => SafeText.ToLine(reason, MaxTextLength),
            string text => SafeText.ToText(text, MaxTextLength),
            SessionEntry answer => Clean(answer),
            var other => other,
        };
        return ReferenceEquals(payload, raceEvent.Payload) ? raceEvent : raceEvent with { Payload = payload };
    }

    private static SessionEntry Clean(SessionEntry answer)
    {
        var (call, text, thread) =
            (Clean(answer.SourceCode), SafeText.ToText(answer.ResultOrRemark, MaxTextLength), Clean(answer.CallingThread));
        return ReferenceEquals(call, answer.SourceCode) && ReferenceEquals(text, answer.ResultOrRemark)
            && ReferenceEquals(thread, answer.CallingThread)
            ? answer
            : answer with { SourceCode = call, ResultOrRemark = text, CallingThread = thread };
    }

    private static string? Clean(string? text) => text is null ? null : SafeText.ToText(text, MaxTextLength);
}
