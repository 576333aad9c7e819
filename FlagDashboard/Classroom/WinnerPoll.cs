namespace FlagDashboard.Classroom;

/// <summary>The state of a poll about which mode finishes first. Immutable.</summary>
/// <param name="Modes">The ids of the modes to choose from.</param>
/// <param name="Votes">The number of votes for each of <paramref name="Modes"/>.</param>
/// <param name="RaceId">The race that answers the question; null while the poll is open, before that race starts.</param>
/// <param name="IsRevealed">Whether everybody may see the votes and the answer.</param>
public sealed record PollState(IReadOnlyList<string> Modes, IReadOnlyList<int> Votes, string? RaceId, bool IsRevealed)
{
    /// <summary>The number of people who have voted.</summary>
    public int VoteCount => Votes.Sum();
}

/// <summary>The poll about which mode will finish first. There is at most one poll at a time. Thread-safe.</summary>
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

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Opens a poll. It replaces an earlier poll.</summary>
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
    /// Counts a person's vote. It replaces an earlier vote of the person. Ignored for an unknown mode, and once the race has started.
    /// </summary>
    /// <param name="voter">Identifies the person.</param>
    /// <param name="mode">The id of the mode that the person expects to win.</param>
    public void Vote(Guid voter, string mode) => Change(state =>
    {
        if (state is not { RaceId: null } || !state.Modes.Contains(mode))
            return state;
        _votes[voter] = mode;
        return state with { Votes = CountVotes(state.Modes) };
    });

    /// <summary>Removes a person's vote from an open poll, because the person has closed or reloaded the page.</summary>
    public void Withdraw(Guid voter) => Change(state =>
    {
        if (state is not { RaceId: null } || !_votes.Remove(voter))
            return state;
        return state with { Votes = CountVotes(state.Modes) };
    });

    /// <summary>Returns the vote of a person; null if there is none.</summary>
    public string? VoteOf(Guid voter)
    {
        lock (_gate)
            return _votes.GetValueOrDefault(voter);
    }

    /// <summary>Ends an open poll, because the race that answers it has started.</summary>
    public void Close(string raceId) => Change(state => state is { RaceId: null } ? state with { RaceId = raceId } : state);

    /// <summary>Lets everybody see the votes of a closed poll beside the answer.</summary>
    public void Reveal() => Change(state => state is { RaceId: not null } ? state with { IsRevealed = true } : state);

    /// <summary>Removes the poll.</summary>
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

        // The event is raised outside the lock, because a handler may wait for another thread that needs the lock. Raised under the lock,
        // the event could therefore cause a deadlock.
        Changed?.Invoke();
    }
}
