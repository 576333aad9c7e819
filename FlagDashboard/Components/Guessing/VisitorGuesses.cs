using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Guessing;

/// <summary>
/// The guesses that a person has made on this page: at most one for each race. Belongs to one circuit; not thread-safe. The votes of a
/// class are counted by <see cref="FlagDashboard.Classroom.WinnerPoll"/> instead.
/// </summary>
public sealed class VisitorGuesses
{
    private readonly Dictionary<string, Guess> _ofRaces = [];
    private RaceDefinition? _nextRace;

    /// <summary>The guess for the race that starts next.</summary>
    public Guess ForNextRace { get; private set; } = Guess.None;

    /// <summary>Begins a guess for the race that starts next. Discards a guess that was made for another race.</summary>
    /// <param name="race">The definition of the race that starts next.</param>
    public void SetNextRace(RaceDefinition race)
    {
        if (!race.Equals(_nextRace))
            (_nextRace, ForNextRace) = (race, Guess.None);
    }

    /// <summary>Replaces the guess for the race that starts next.</summary>
    public void SetNext(Guess guess) => ForNextRace = guess;

    /// <summary>Assigns the guess to the race that has just started. From then on, the guess cannot be changed.</summary>
    /// <param name="raceId">The id of the race.</param>
    public void AssignToRace(string raceId)
    {
        if (!ForNextRace.IsEmpty)
            _ofRaces[raceId] = ForNextRace;
        ForNextRace = Guess.None;
    }

    /// <summary>The guess for a race; null if there is none.</summary>
    /// <param name="raceId">The id of the race.</param>
    public Guess? Find(string raceId) => _ofRaces.GetValueOrDefault(raceId);
}
