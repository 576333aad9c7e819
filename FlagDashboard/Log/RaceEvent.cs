namespace FlagDashboard.Log;

/// <summary>
/// One event in the log of a race. It is a value type, so that a long log is a few large blocks of memory and not hundreds of thousands of
/// objects. Immutable.
/// </summary>
/// <remarks>
/// Many kinds of event carry one more value: a definition, an answer, an intervention or a text. A property for each kind of value, such as
/// <see cref="Reason"/>, reads the shared field <see cref="Payload"/>, which keeps the struct small. In JSON this value is the field
/// "detail", see <see cref="RaceJson"/>.
/// </remarks>
/// <param name="Seq">The number of the event in the log, from 1, without gaps.</param>
/// <param name="AtMs">The time of the event, in ms since the race began.</param>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Run">The index of the run in the definition, from 0; <see cref="None"/> for an event of the whole race.</param>
/// <param name="Future">The number of the future in call order, from 0; <see cref="None"/> if the event concerns no future.</param>
/// <param name="Worker">
/// The number of the worker, from 1; 0 if the event concerns no worker. For <see cref="RaceEventKind.RunStarted"/> the number of workers.
/// </param>
/// <param name="Status">The outcome of a future, a run or the race; null if the event ends none of them.</param>
/// <param name="Bytes">The size of the downloaded flag in bytes; <see cref="None"/> if the event has no flag.</param>
/// <param name="ImageHash">
/// The SHA-256 hash of the flag's bytes, in lower-case hexadecimal digits. It is also the name of the flag under /images/.
/// </param>
/// <param name="CpuMs">
/// The processor time that a future of a recorded program took, in ms, for <see cref="RaceEventKind.Finished"/>; null if it is not known.
/// </param>
public readonly record struct RaceEvent(
    int Seq,
    double AtMs,
    RaceEventKind Kind,
    int Run = RaceEvent.None,
    int Future = RaceEvent.None,
    int Worker = 0,
    Outcome? Status = null,
    int Bytes = RaceEvent.None,
    string? ImageHash = null,
    float? CpuMs = null)
{
    /// <summary>The value of a number that does not apply to the event.</summary>
    public const int None = -1;

    /// <summary>The approximate memory that the event and its strings take, in bytes.</summary>
    internal long ApproximateBytes => 80 + SizeOf(ImageHash) + SizeOf(TextPayload)
        + (SessionEntry is { } answer ? SizeOf(answer.SourceCode) + SizeOf(answer.ResultOrRemark) + SizeOf(answer.CallingThread) : 0)
        + (Definition is { } definition ? definition.FutureLabels.Sum(SizeOf) + (1024L * definition.Runs.Count) : 0);

    /// <summary>
    /// The definition of the race, for <see cref="RaceEventKind.RaceStarted"/> and <see cref="RaceEventKind.Redefined"/>; otherwise null.
    /// </summary>
    public RaceDefinition? Definition
    {
        get => Payload as RaceDefinition;
        init => Payload = value;
    }

    /// <summary>The call and its answer; null for all events except <see cref="RaceEventKind.Answered"/>.</summary>
    public SessionEntry? SessionEntry
    {
        get => Payload as SessionEntry;
        init => Payload = value;
    }

    /// <summary>The change that a person made to the future; null for all events except <see cref="RaceEventKind.Intervened"/>.</summary>
    public Intervention? Intervention
    {
        get => Payload as Intervention;
        init => Payload = value;
    }

    /// <summary>
    /// The label of a future that the definition does not list; null for all events except <see cref="RaceEventKind.Submitted"/>.
    /// </summary>
    public string? UnlistedLabel
    {
        get => Kind == RaceEventKind.Submitted ? TextPayload : null;
        init => Payload = value;
    }

    /// <summary>The name of the worker, such as "pid 4711"; null for all events except <see cref="RaceEventKind.WorkerNamed"/>.</summary>
    public string? WorkerName
    {
        get => Kind == RaceEventKind.WorkerNamed ? TextPayload : null;
        init => Payload = value;
    }

    /// <summary>
    /// The phase that the worker enters; null if the worker only leaves its current phase, and for all events except
    /// <see cref="RaceEventKind.Phase"/>.
    /// </summary>
    public string? PhaseName
    {
        get => Kind == RaceEventKind.Phase ? TextPayload : null;
        init => Payload = value;
    }

    /// <summary>
    /// The result of the call as text; null unless the event is the end of a future with the outcome <see cref="Outcome.Ok"/>.
    /// </summary>
    public string? Result
    {
        get => Kind == RaceEventKind.Finished && Status == Outcome.Ok ? TextPayload : null;
        init => Payload = value;
    }

    /// <summary>
    /// The reason of a failure, a cancellation or an interruption, in words for people; null if the event needs no reason.
    /// </summary>
    public string? Reason
    {
        get => Kind switch
        {
            RaceEventKind.Finished when Status != Outcome.Ok => TextPayload,
            RaceEventKind.RunFinished or RaceEventKind.RaceFinished => TextPayload,
            _ => null,
        };
        init => Payload = value;
    }

    /// <summary>
    /// The field that the properties share: a <see cref="RaceDefinition"/>, an <see cref="Log.SessionEntry"/>, an
    /// <see cref="Log.Intervention"/>, a string, or null.
    /// </summary>
    internal object? Payload { get; init; }

    /// <summary>
    /// The text in <see cref="Payload"/>; null if the payload is not a text. An imported log may have a text in any kind of event.
    /// </summary>
    internal string? TextPayload => Payload as string;

    private static long SizeOf(string? text) => text is null ? 0 : 24 + (2L * text.Length);
}
