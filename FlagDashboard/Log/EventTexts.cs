using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// The limits of texts in events. Texts may come from a site, an exception or another process. They are cleaned when they enter a log, so
/// that terminals, tables and the import can handle every text in a log.
/// </summary>
internal static class EventTexts
{
    /// <summary>The maximum length of the name of a future, a worker or a phase, in characters.</summary>
    public const int MaxNameLength = 120;

    /// <summary>The maximum length of any other text of an event, in characters. The definition of the race may be longer.</summary>
    public const int MaxTextLength = 8000;

    /// <summary>Returns the event with its texts shortened and unprintable characters replaced.</summary>
    public static RaceEvent Sanitize(in RaceEvent raceEvent)
    {
        var payload = raceEvent.Payload switch
        {
            string name when raceEvent.Kind is RaceEventKind.Submitted or RaceEventKind.WorkerNamed or RaceEventKind.Phase =>
                SafeText.ToLine(name, MaxNameLength),
            string reason when raceEvent.Reason is not null => SafeText.ToLine(reason, MaxTextLength),
            string text => SafeText.ToText(text, MaxTextLength),
            Answer answer => Clean(answer),
            var other => other,
        };
        return ReferenceEquals(payload, raceEvent.Payload) ? raceEvent : raceEvent with { Payload = payload };
    }

    private static Answer Clean(Answer answer)
    {
        var (call, text, thread) = (Clean(answer.Call), SafeText.ToText(answer.Text, MaxTextLength), Clean(answer.Thread));
        return ReferenceEquals(call, answer.Call) && ReferenceEquals(text, answer.Text) && ReferenceEquals(thread, answer.Thread)
            ? answer
            : answer with { Call = call, Text = text, Thread = thread };
    }

    private static string? Clean(string? text) => text is null ? null : SafeText.ToText(text, MaxTextLength);
}
