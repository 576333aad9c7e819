namespace FlagDashboard.Log;

/// <summary>
/// One event in the log of a race. It is a value type, so that a log of hundreds of thousands of events is a few blocks of memory
/// instead of as many objects. Immutable.
/// </summary>
/// <remarks>
/// <see cref="Kind"/> decides which of the properties below the parameters has a value: at most one of them. They share one field,
/// which keeps the struct small. In JSON it is the field "detail", see <see cref="RaceJson"/>.
/// </remarks>
/// <param name="Seq">The number of the event in the log, from 1, without gaps.</param>
/// <param name="At">The time of the event, in ms since the race began.</param>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Run">The index of the run in the definition, from 0; <see cref="None"/> for an event of the race itself.</param>
/// <param name="Future">The number of the future in call order, from 0; <see cref="None"/> if the event concerns no future.</param>
/// <param name="Worker">
/// The number of the worker, from 1; 0 if the event concerns no worker. For <see cref="RaceEventKind.RunStarted"/> the number of workers.
/// </param>
/// <param name="Status">The outcome of a future, a run or the race; null for an event that ends nothing.</param>
/// <param name="Bytes">Size of the downloaded flag in bytes; <see cref="None"/> without a flag.</param>
/// <param name="Image">
/// The SHA-256 hash of the flag's bytes, in lower-case hexadecimal digits; the server sends the flag under /images/ and this hash.
/// </param>
/// <param name="CpuMs">
/// The processor time that a future of a recorded program took, in ms, for <see cref="RaceEventKind.Finished"/>; null if it is not known.
/// </param>
public readonly record struct RaceEvent(
    int Seq,
    double At,
    RaceEventKind Kind,
    int Run = RaceEvent.None,
    int Future = RaceEvent.None,
    int Worker = 0,
    Outcome? Status = null,
    int Bytes = RaceEvent.None,
    string? Image = null,
    float? CpuMs = null)
{
    /// <summary>The number that stands for "does not apply".</summary>
    public const int None = -1;

    /// <summary>The approximate memory of the event with its strings, in bytes.</summary>
    internal long MemoryBytes => 80 + SizeOf(Image) + SizeOf(Text)
        + (Answer is { } answer ? SizeOf(answer.Call) + SizeOf(answer.Text) + SizeOf(answer.Thread) : 0)
        + (Definition is { } definition ? definition.Items.Sum(SizeOf) + (1024L * definition.Runs.Count) : 0);

    /// <summary>
    /// The definition of the race, for <see cref="RaceEventKind.RaceStarted"/> and <see cref="RaceEventKind.Redefined"/>; otherwise null.
    /// </summary>
    public RaceDefinition? Definition
    {
        get => Payload as RaceDefinition;
        init => Payload = value;
    }

    /// <summary>The call and its answer, for <see cref="RaceEventKind.Answered"/>; otherwise null.</summary>
    public Answer? Answer
    {
        get => Payload as Answer;
        init => Payload = value;
    }

    /// <summary>The change that a person made to the future, for <see cref="RaceEventKind.Intervened"/>; otherwise null.</summary>
    public Intervention? Intervention
    {
        get => Payload as Intervention;
        init => Payload = value;
    }

    /// <summary>
    /// The label of the future, for <see cref="RaceEventKind.Submitted"/>; null if the definition lists the future, and for other kinds.
    /// </summary>
    public string? Label
    {
        get => Kind == RaceEventKind.Submitted ? Text : null;
        init => Payload = value;
    }

    /// <summary>The name of the worker, such as "pid 4711", for <see cref="RaceEventKind.WorkerNamed"/>; otherwise null.</summary>
    public string? WorkerName
    {
        get => Kind == RaceEventKind.WorkerNamed ? Text : null;
        init => Payload = value;
    }

    /// <summary>
    /// The phase that the worker enters, for <see cref="RaceEventKind.Phase"/>; null if it only leaves one, and for other kinds.
    /// </summary>
    public string? PhaseName
    {
        get => Kind == RaceEventKind.Phase ? Text : null;
        init => Payload = value;
    }

    /// <summary>The result of the call, as text, for a future that finished with <see cref="Outcome.Ok"/>; otherwise null.</summary>
    public string? Result
    {
        get => Kind == RaceEventKind.Finished && Status == Outcome.Ok ? Text : null;
        init => Payload = value;
    }

    /// <summary>
    /// The reason of a failure, a cancellation or an interruption, in words for people; null if there is nothing to explain.
    /// </summary>
    public string? Reason
    {
        get => Kind switch
        {
            RaceEventKind.Finished when Status != Outcome.Ok => Text,
            RaceEventKind.RunFinished or RaceEventKind.RaceFinished => Text,
            _ => null,
        };
        init => Payload = value;
    }

    /// <summary>
    /// The shared field: a <see cref="RaceDefinition"/>, an <see cref="Log.Answer"/>, an <see cref="Log.Intervention"/>, a string, or null.
    /// </summary>
    internal object? Payload { get; init; }

    /// <summary>
    /// The shared field if it is a text, for every kind of event, because an imported log may have text in any event.
    /// </summary>
    internal string? Text => Payload as string;

    private static long SizeOf(string? text) => text is null ? 0 : 24 + (2L * text.Length);
}
