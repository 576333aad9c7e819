namespace FlagDashboard.Classroom;

/// <summary>The state of a poll in which viewers guess the mode that will finish first. Immutable.</summary>
/// <param name="Modes">The ids of the modes to choose from.</param>
/// <param name="VotesPerMode">The number of votes for each mode, in the order of <paramref name="Modes"/>.</param>
/// <param name="DecidingRaceId">
/// The id of the race whose winner is the right answer; null while the poll is open, which is until that race starts.
/// </param>
/// <param name="IsRevealed">Whether everybody may see the votes and the winner.</param>
public sealed record PollState(IReadOnlyList<string> Modes, IReadOnlyList<int> VotesPerMode, string? DecidingRaceId, bool IsRevealed)
{
    /// <summary>The number of people who have voted.</summary>
    public int VoteCount => VotesPerMode.Sum();
}

/// <summary>The poll in which viewers guess the mode that will finish first. There is at most one poll at a time. Thread-safe.</summary>
public sealed class WinnerPoll
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, string> _votes = [];
    private PollState? _state;

    /// <summary>The current poll; null if there is none.</summary>
    public PollState? State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Raised when <see cref="State"/> has changed, on the thread that changed it.</summary>
    public event Action? Changed;

    /// <summary>Opens a new poll. Discards the previous poll and its votes.</summary>
    /// <exception cref="ArgumentException">There are fewer than two modes.</exception>
    public void Open(IReadOnlyList<string> modes)
    {
        if (modes.Count < 2)
            throw new ArgumentException("A poll needs at least two modes.", nameof(modes));
        Change(_ =>
        {
            _votes.Clear();
            return new PollState([.. modes], new int[modes.Count], null, false);
        });
    }

    /// <summary>
    /// Records a person's vote in place of an earlier one. Does nothing if the poll does not have this mode, or if the race has started.
    /// </summary>
    /// <param name="voter">The id of the person's page.</param>
    /// <param name="mode">The id of the mode that the person expects to win.</param>
    public void Vote(Guid voter, string mode) => Change(state =>
    {
        if (state is not { DecidingRaceId: null } || !state.Modes.Contains(mode))
            return state;
        _votes[voter] = mode;
        return state with { VotesPerMode = CountVotes(state.Modes) };
    });

    /// <summary>Removes a person's vote from the open poll, because the person has closed or reloaded the page.</summary>
    public void Withdraw(Guid voter) => Change(state =>
    {
        if (state is not { DecidingRaceId: null } || !_votes.Remove(voter))
            return state;
        return state with { VotesPerMode = CountVotes(state.Modes) };
    });

    /// <summary>Returns the id of the mode that a person voted for; null if the person did not vote.</summary>
    public string? VoteOf(Guid voter)
    {
        lock (_gate)
            return _votes.GetValueOrDefault(voter);
    }

    /// <summary>Closes the open poll because its race has started: the winner of that race is the right answer.</summary>
    public void Close(string raceId) => Change(state => state is { DecidingRaceId: null } ? state with { DecidingRaceId = raceId } : state);

    /// <summary>Shows everybody the votes of the closed poll and the winner of the race.</summary>
    public void Reveal() => Change(state => state is { DecidingRaceId: not null } ? state with { IsRevealed = true } : state);

    /// <summary>Removes the poll, so that no page shows it any more.</summary>
    public void Remove() => Change(_ => null);

    private int[] CountVotes(IEnumerable<string> modes) => [.. modes.Select(mode => _votes.Values.Count(vote => vote == mode))];

    private void Change(Func<PollState?, PollState?> change)
    {
        lock (_gate)
        {
            var state = change(_state);
            if (state == _state)
                return;
            _state = state;
        }

        // The event is raised outside the lock. A handler may wait for another thread that needs the lock, so raising the event inside
        // the lock could cause a deadlock.
        Changed?.Invoke();
    }
}
