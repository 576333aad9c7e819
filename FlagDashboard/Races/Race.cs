using System.Text.Json;
using FlagDashboard.Flags;

namespace FlagDashboard.Races;

/// <summary>One plan and its runs, on one clock and in one log. Belongs to the server: it goes on when nobody watches. Thread-safe.</summary>
public sealed class Race
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _givenUp = new();

    internal Race(string id, RacePlan plan, TimeProvider time)
    {
        Id = id;
        Plan = plan;
        Log = new RaceLog(time);
    }

    /// <summary>Its name in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>What is raced.</summary>
    public RacePlan Plan { get; }

    /// <summary>What happened.</summary>
    public RaceLog Log { get; }

    /// <summary>Ends when the log is closed; never faults.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Cancels what is pending and gives up what is running. The race ends at once; calling it again changes nothing.</summary>
    public void Cancel()
    {
        // First what is pending: a worker whose download is given up would otherwise take the next one.
        _cancelled.Cancel();
        _givenUp.Cancel();
    }

    internal void Start(IReadOnlyList<Country> countries, IReadOnlyList<IConcurrencyMode> modes, Func<string, CancellationToken, Downloader> downloaderFor) =>
        Completion = Task.Run(async () =>
        {
            Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceStarted, Detail: JsonSerializer.Serialize(Plan, RaceJson.Options)));
            var runs = modes.Select((mode, number) =>
            {
                var run = new Run(Log, number, countries, mode.Info.WorkersFor(Plan), downloaderFor(mode.Info.Id, _givenUp.Token), _cancelled.Token);
                return (Func<Task>)(() => OnThreadOfItsOwn(mode.Info.Id, () => run.Execute(mode)));
            });

            if (Plan.Start == StartOrder.Together)
                await Task.WhenAll(runs.ToArray().Select(start => start()));
            else
                foreach (var start in runs)
                    await start();

            var status = _cancelled.IsCancellationRequested ? DownloadStatus.Cancelled : DownloadStatus.Ok;
            Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: status));
        });

    // A mode blocks while it waits: a pool thread would be missing elsewhere.
    private static Task OnThreadOfItsOwn(string name, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return done.Task;
    }
}
