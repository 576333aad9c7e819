using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Guessing;

/// <summary>The guesses that were made on this screen. Belongs to one circuit; not thread-safe.</summary>
public sealed class Guesses
{
    private readonly Dictionary<string, Guess> _ofRaces = [];

    /// <summary>The guess for the race that starts next.</summary>
    public Guess Next { get; private set; } = Guess.None;

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    /// <summary>Sets the expected time of a mode in the next race.</summary>
    /// <param name="mode">The id of the mode.</param>
    /// <param name="ms">The expected time, in ms.</param>
    public void Set(string mode, double ms) => Next = Next.With(mode, ms);

    /// <summary>Forgets the guess for the next race.</summary>
    public void Clear()
    {
        Next = Guess.None;
        Changed?.Invoke();
    }

    /// <summary>Says which race the guess was for. It can no longer be changed then.</summary>
    public void Close(string raceId)
    {
        if (Next.IsEmpty)
            return;
        _ofRaces[raceId] = Next;
        Clear();
    }

    /// <summary>The guess for a race; null if there is none.</summary>
    public Guess? Of(string raceId) => _ofRaces.GetValueOrDefault(raceId);
}
