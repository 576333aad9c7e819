namespace FlagDashboard.Timeline;

/// <summary>How the time that is looked at goes on.</summary>
public enum PlaybackMode
{
    /// <summary>It is the latest that is known: now, while the race runs, and then its end.</summary>
    Live,

    /// <summary>It passes, at some speed.</summary>
    Playing,

    /// <summary>It stands still.</summary>
    Paused,
}

/// <summary>Which time of a race is looked at. Immutable, and without a clock: whoever has one tells how much time has passed.</summary>
/// <param name="Mode">How it goes on.</param>
/// <param name="AtMs">The time looked at, in ms since the race began; nothing while live.</param>
/// <param name="Speed">Race time ÷ time while playing, one of <see cref="Speeds"/>.</param>
public sealed record Playback(PlaybackMode Mode, double AtMs, double Speed)
{
    /// <summary>Nothing but what happens.</summary>
    public static Playback Live { get; } = new(PlaybackMode.Live, 0, 1);

    /// <summary>The speeds there are.</summary>
    public static IReadOnlyList<double> Speeds { get; } = [0.25, 0.5, 1, 2, 4, 8];

    /// <summary>The time looked at, in ms, of a race that is known up to <paramref name="endMs"/>.</summary>
    public double At(double endMs) => Mode == PlaybackMode.Live ? endMs : Math.Min(AtMs, endMs);

    /// <summary>Looks at another time; at the end or beyond it, live. What plays goes on playing from there.</summary>
    public Playback Seek(double ms, double endMs) => ms >= endMs
        ? this with { Mode = PlaybackMode.Live }
        : this with
        {
            Mode = Mode == PlaybackMode.Playing ? PlaybackMode.Playing : PlaybackMode.Paused,
            AtMs = double.IsNaN(ms) ? 0 : Math.Max(ms, 0)
        };

    /// <summary>Plays, or pauses. A race that is over plays again from its beginning.</summary>
    /// <param name="endMs">Up to when the race is known, in ms.</param>
    /// <param name="over">Whether that is its end.</param>
    public Playback Toggle(double endMs, bool over) => Mode switch
    {
        PlaybackMode.Playing => this with { Mode = PlaybackMode.Paused },
        PlaybackMode.Paused => this with { Mode = PlaybackMode.Playing },
        _ when over => this with { Mode = PlaybackMode.Playing, AtMs = 0 },
        _ => this with { Mode = PlaybackMode.Paused, AtMs = endMs },
    };

    /// <summary>After that much time; who plays and reaches the end is live.</summary>
    public Playback After(double elapsedMs, double endMs) => Mode == PlaybackMode.Playing ? Seek(AtMs + (elapsedMs * Speed), endMs) : this;

    /// <summary>At another speed; as it is, if that is none of <see cref="Speeds"/>.</summary>
    public Playback AtSpeed(double speed) => Speeds.Contains(speed) ? this with { Speed = speed } : this;
}
