namespace FlagDashboard.Flags;

/// <summary>
/// The changes that a person made to the answers of the built-in site for one run and one country. The changes apply to requests that wait
/// at the site and to later ones. Thread-safe.
/// </summary>
public sealed class AnswerOverride
{
    private readonly Lock _gate = new();
    private volatile AnswerOverrideState _current = new(0, null, 0);

    /// <summary>The changes so far.</summary>
    public AnswerOverrideState Current => _current;

    /// <summary>Delays the answers of the site further. The delays of several calls add up.</summary>
    /// <param name="ms">The additional delay, in ms.</param>
    public void AddDelay(double ms) => Change(state => new(state.ExtraDelayMs + ms, state.Failure, state.FailureVersion));

    /// <summary>Makes the site fail in the given way. Requests that wait are answered at once.</summary>
    public void Fail(FailureKind kind) => Change(state => new(state.ExtraDelayMs, kind, state.FailureVersion + 1));

    private void Change(Func<AnswerOverrideState, AnswerOverrideState> change)
    {
        AnswerOverrideState old;
        lock (_gate)
        {
            old = _current;
            _current = change(old);
        }

        old.MarkReplaced();
    }
}

/// <summary>The changes of a <see cref="AnswerOverride"/> at one moment. Thread-safe.</summary>
/// <param name="extraMs">The extra delay of the answers, in ms.</param>
/// <param name="failure">The way in which the site fails; null to answer as the tape says.</param>
/// <param name="failureCount">
/// The number of failures that a person has set so far. When it grows, a waiting request knows that a new failure was set.
/// </param>
public sealed class AnswerOverrideState(double extraMs, FailureKind? failure, int failureCount)
{
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The extra delay of the answers, in ms.</summary>
    public double ExtraDelayMs => extraMs;

    /// <summary>The way in which the site fails; null to answer as the tape says.</summary>
    public FailureKind? Failure => failure;

    /// <summary>The number of failures that a person has set so far.</summary>
    public int FailureVersion => failureCount;

    /// <summary>Completes when another change has replaced this state.</summary>
    public Task Replaced => _replaced.Task;

    internal void MarkReplaced() => _replaced.SetResult();
}
