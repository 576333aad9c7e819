namespace FlagDashboard.Timeline;

/// <summary>The way in which the time shown advances.</summary>
public enum PlaybackMode
{
    /// <summary>The page shows the latest known time: now while the race runs, and its end afterwards.</summary>
    Live,

    /// <summary>The page replays the race at the chosen speed.</summary>
    Playing,

    /// <summary>The time shown stands still.</summary>
    Paused,
}

/// <summary>
/// The time of a race that the page shows, and how this time advances. Immutable. A playback has no clock: callers pass the elapsed time to
/// <see cref="Advance"/>.
/// </summary>
/// <param name="Mode">Whether the page shows the race live, replays it, or is paused.</param>
/// <param name="PositionMs">The time shown, in ms since the race began; ignored while live.</param>
/// <param name="Speed">The factor by which a replay is faster than the race was; one of <see cref="Speeds"/>.</param>
public sealed record Playback(PlaybackMode Mode, double PositionMs, double Speed)
{
    /// <summary>Follows the race live, at normal speed.</summary>
    public static Playback Live { get; } = new(PlaybackMode.Live, 0, 1);

    /// <summary>The speeds that a replay can have.</summary>
    public static IReadOnlyList<double> Speeds { get; } = [0.25, 0.5, 1, 2, 4, 8];

    /// <summary>The time shown, in ms, if <paramref name="endMs"/> is the latest known time of the race.</summary>
    public double TimeShownMs(double endMs) => Mode == PlaybackMode.Live ? endMs : Math.Min(PositionMs, endMs);

    /// <summary>
    /// Goes to another time; at or beyond the end, the playback becomes live. A playing replay goes on from the new time.
    /// </summary>
    public Playback Seek(double ms, double endMs) => ms >= endMs
        ? this with { Mode = PlaybackMode.Live }
        : this with
        {
            Mode = Mode == PlaybackMode.Playing ? PlaybackMode.Playing : PlaybackMode.Paused,
            PositionMs = double.IsNaN(ms) ? 0 : Math.Max(ms, 0)
        };

    /// <summary>
    /// Toggles between playing and paused. From live, a finished race is replayed from its start, and a running race is paused.
    /// </summary>
    /// <param name="endMs">The latest known time of the race, in ms.</param>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public Playback Toggle(double endMs, bool isRaceOver) => Mode switch
    {
        PlaybackMode.Playing => this with { Mode = PlaybackMode.Paused },
        PlaybackMode.Paused => this with { Mode = PlaybackMode.Playing },
        _ when isRaceOver => this with { Mode = PlaybackMode.Playing, PositionMs = 0 },
        _ => this with { Mode = PlaybackMode.Paused, PositionMs = endMs },
    };

    /// <summary>The playback after <paramref name="elapsedMs"/> of real time. A replay that reaches the end becomes live.</summary>
    public Playback Advance(double elapsedMs, double endMs) =>
        Mode == PlaybackMode.Playing ? Seek(PositionMs + (elapsedMs * Speed), endMs) : this;

    /// <summary>
    /// The playback at the speed that a person chooses. If the page shows a running race live and the speed is below 1, slow motion begins
    /// at the present time, so that the page falls behind the race.
    /// </summary>
    /// <param name="speed">The speed; ignored if it is not one of <see cref="Speeds"/>.</param>
    /// <param name="latestMs">The latest known time of the race, in ms.</param>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public Playback ChooseSpeed(double speed, double latestMs, bool isRaceOver)
    {
        var chosen = WithSpeed(speed);
        return chosen.Mode == PlaybackMode.Live && chosen.Speed == speed && speed < 1 && !isRaceOver
            ? chosen with { Mode = PlaybackMode.Playing, PositionMs = latestMs } : chosen;
    }

    /// <summary>
    /// The speed that the page displays. For a running race that is shown live, it is 1, or the higher speed that a person has chosen for a
    /// replay.
    /// </summary>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public double DisplayedSpeed(bool isRaceOver) => Mode == PlaybackMode.Live && !isRaceOver ? Math.Max(Speed, 1) : Speed;

    /// <summary>The next higher one of <see cref="Speeds"/> than the speed displayed; the highest if there is none.</summary>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public double Faster(bool isRaceOver) => Speeds.FirstOrDefault(speed => speed > DisplayedSpeed(isRaceOver), Speeds[^1]);

    /// <summary>The next lower one of <see cref="Speeds"/> than the speed displayed; the lowest if there is none.</summary>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public double Slower(bool isRaceOver) => Speeds.LastOrDefault(speed => speed < DisplayedSpeed(isRaceOver), Speeds[0]);

    /// <summary>
    /// The time by which a replay is behind the race while the race is still running, in ms; null if the page shows no replay or the race
    /// has ended.
    /// </summary>
    /// <param name="endMs">The latest known time of the race, in ms.</param>
    /// <param name="isRaceOver">Whether the race has ended.</param>
    public double? BehindMs(double endMs, bool isRaceOver) => Mode == PlaybackMode.Playing && !isRaceOver
        ? endMs - TimeShownMs(endMs) : null;

    /// <summary>The playback at another speed; unchanged if the speed is not one of <see cref="Speeds"/>.</summary>
    public Playback WithSpeed(double speed) => Speeds.Contains(speed) ? this with { Speed = speed } : this;
}
