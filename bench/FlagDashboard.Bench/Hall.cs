namespace FlagDashboard.Bench;

/// <summary>Light viewers that are connected to a dashboard.</summary>
internal sealed record Hall(IReadOnlyList<Viewer> Viewers) : IDisposable
{
    /// <summary>The mode of the race that they watch: 249 futures in about a second.</summary>
    public const string Mode = "threads-as-completed";

    /// <summary>The time from the last connection to the race: a class is connected before the race starts.</summary>
    public static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(1);

    private const int ConnectedAtOnce = 50;

    /// <summary>Connects viewers.</summary>
    public static async Task<Hall> Connect(Uri dashboard, int viewers)
    {
        var all = new List<Viewer>();
        while (all.Count < viewers)
        {
            var next = Math.Min(ConnectedAtOnce, viewers - all.Count);
            all.AddRange(await Task.WhenAll(Enumerable.Range(0, next).Select(_ => Viewer.Connect(dashboard))));
        }

        return new(all);
    }

    /// <summary>Starts a race that viewers watch to its end.</summary>
    /// <param name="bench">Provides the countries.</param>
    /// <param name="dashboard">The address of the dashboard.</param>
    /// <param name="races">Starts the race.</param>
    /// <param name="viewers">The number of viewers that read.</param>
    /// <param name="silent">The number of viewers that ask for the race and read nothing.</param>
    /// <returns>The time from each event to its arrival at each viewer that reads, in ms.</returns>
    public static async Task<IReadOnlyList<double>> Watch(
        Workbench bench, Uri dashboard, DashboardClient races, int viewers, int silent = 0)
    {
        using var hall = await Connect(dashboard, viewers + silent);
        await Task.Delay(UntilSettled);
        using var pause = new CollectionPause();
        var id = await races.Start(PooledRace.Plan(bench, Mode));
        await hall.Ask(id);
        await Task.WhenAll(hall.Viewers.Take(viewers).Select(viewer => viewer.Watch()));
        var (began, times) = await Times(races, id);
        return [.. hall.Viewers.Take(viewers).SelectMany(viewer => viewer.Delays(began, times))];
    }

    /// <summary>Reads when a race began, and the time of each of its events since then, in ms.</summary>
    public static async Task<(DateTimeOffset Began, IReadOnlyList<double> Times)> Times(DashboardClient races, string id)
    {
        await races.WaitForEnd(id);
        return (await races.ReadStart(id), [.. (await races.Events(id)).Select(raceEvent => raceEvent.AtMs)]);
    }

    /// <summary>Lets every viewer ask for a race.</summary>
    public Task Ask(string race) => Task.WhenAll(Viewers.Select(viewer => viewer.Ask(race)));

    public void Dispose()
    {
        foreach (var viewer in Viewers)
            viewer.Dispose();
    }
}
