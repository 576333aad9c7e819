using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Guessing;

/// <summary>
/// The guesses that were made on this screen: at most one for each race. Belongs to one circuit; not thread-safe. A vote in a
/// <see cref="FlagDashboard.Classroom.WinnerPoll"/> is a guess too, which the class shares.
/// </summary>
public sealed class Guesses
{
    private readonly Dictionary<string, Guess> _ofRaces = [];
    private RaceDefinition? _nextRace;

    /// <summary>The guess for the race that starts next.</summary>
    public Guess Next { get; private set; } = Guess.None;

    /// <summary>Says which race starts next. A guess that was made for another plan is dropped.</summary>
    /// <param name="race">The definition of the race.</param>
    public void Ask(RaceDefinition race)
    {
        if (!race.Equals(_nextRace))
            (_nextRace, Next) = (race, Guess.None);
    }

    /// <summary>Replaces the guess for the race that starts next.</summary>
    public void Set(Guess guess) => Next = guess;

    /// <summary>Ties the guess to the race that has started. It can no longer be changed then.</summary>
    /// <param name="raceId">The id of the race.</param>
    public void Close(string raceId)
    {
        if (!Next.IsEmpty)
            _ofRaces[raceId] = Next;
        Next = Guess.None;
    }

    /// <summary>The guess for a race; null if there is none.</summary>
    /// <param name="raceId">The id of the race.</param>
    public Guess? Of(string raceId) => _ofRaces.GetValueOrDefault(raceId);
}
