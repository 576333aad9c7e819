using System.Text.Json.Serialization;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>Turns what the recorder in a lane observes into the events of the lane's run. Not thread-safe.</summary>
/// <param name="countries">The countries, in call order.</param>
/// <param name="run">The run.</param>
internal sealed class PythonRunEventConverter(IReadOnlyList<Country> countries, IExternalRunRecorder run)
{
    // The recorder reports the exception of a Python download as the name of its class and its message. This prefix is removed, so that the
    // text reads the same as in a C# run.
    private const string DownloadError = "DownloadError: ";
    private const string SaveError = "SaveError: ";

    private const string CancelledPending = "cancelled while pending";

    private readonly ObservedExecutors _observed = new();
    private readonly Dictionary<int, RaceEventKind> _states = [];
    private readonly Dictionary<int, Outcome> _outcomes = [];

    // For each worker, the calls that have started and not ended, oldest first. The start of a call may be reported before the end of the
    // worker's previous call, but the log allows one call per worker at a time. The start therefore waits here until the previous call
    // ends.
    private readonly Dictionary<int, Queue<RaceEvent>> _started = [];
    private readonly Dictionary<int, string> _reasons = [];
    private int _lastReceived = RaceEvent.None;

    /// <summary>Whether every country has its outcome.</summary>
    public bool HasAllOutcomes => _outcomes.Count == countries.Count;

    /// <summary>
    /// The future that the consuming code received last, and the reason of its failure; null if that future did not fail.
    /// </summary>
    public (int Future, string Reason)? FailureOfLastReceived =>
        _reasons.TryGetValue(_lastReceived, out var reason) ? (_lastReceived, reason) : null;

    /// <summary>Records the events that follow from observations.</summary>
    public void Apply(IEnumerable<Observation> observations)
    {
        foreach (var seen in observations)
            _observed.Apply(seen);
        // A Python run may create several executors or event loops, but only one of them gets futures, so the others are ignored. The
        // number of each future is the index of its country in countries.
        if (_observed.WithContent.FirstOrDefault(observed => observed.FutureCount > 0) is not { } executor)
            return;
        foreach (var raceEvent in executor.NewEvents(RaceEvent.None))
            Record(raceEvent);
    }

    /// <summary>Gives the futures that have no outcome yet the outcome of a process that was killed or has failed.</summary>
    /// <param name="failure">The reason; null if the race was cancelled.</param>
    public void EndUnfinishedFutures(string? failure)
    {
        _started.Clear();
        foreach (var (future, state) in _states.Where(state => !_outcomes.ContainsKey(state.Key)).OrderBy(state => state.Key).ToList())
        {
            var finished = new RaceEvent(0, double.MaxValue, RaceEventKind.Finished, Future: future);
            if (failure is not null)
                Finish(finished, Outcome.Error, failure);
            else
                Finish(finished, Outcome.Cancelled, state == RaceEventKind.Started ? "given up" : CancelledPending);
        }
    }

    private void Record(in RaceEvent raceEvent)
    {
        if (raceEvent.Future >= countries.Count)
            return;
        switch (raceEvent.Kind)
        {
            case RaceEventKind.WorkerNamed:
                run.Record(raceEvent);
                break;
            case RaceEventKind.Submitted:
                _states[raceEvent.Future] = raceEvent.Kind;
                run.Record(raceEvent with { Payload = null });
                break;
            case RaceEventKind.Started:
                var ofWorker = _started.TryGetValue(raceEvent.Worker, out var started) ? started : _started[raceEvent.Worker] = new();
                ofWorker.Enqueue(raceEvent);
                if (ofWorker.Count == 1)
                    Start(raceEvent);
                break;
            case RaceEventKind.Finished when raceEvent.Status == Outcome.Ok:
                Finish(raceEvent, DownloadOf(raceEvent));
                break;
            case RaceEventKind.Finished when raceEvent.Status == Outcome.Error:
                Finish(raceEvent, Outcome.Error, ReasonOf(raceEvent.Reason ?? ""));
                break;
            case RaceEventKind.Finished:
                Finish(raceEvent, Outcome.Cancelled, CancelledPending);
                break;
            case RaceEventKind.Received:
                _lastReceived = raceEvent.Future;
                run.Record(raceEvent with { Status = _outcomes[raceEvent.Future] });
                break;
        }
    }

    private void Start(in RaceEvent raceEvent)
    {
        _states[raceEvent.Future] = raceEvent.Kind;
        run.Record(raceEvent);
    }

    private void StartNextAfter(int future)
    {
        if (_started.Values.FirstOrDefault(ofWorker => ofWorker.TryPeek(out var first) && first.Future == future) is not { } started)
            return;
        started.Dequeue();
        if (started.TryPeek(out var next))
            Start(next);
    }

    private Download DownloadOf(in RaceEvent raceEvent)
    {
        var saved = JsonSerializer.Deserialize<ReportedDownload>(raceEvent.Result ?? "null", RaceJson.Options)
            ?? throw new JsonException("A download of a lane has a result.");
        return run.RegisterWorkerSavedFlag(new(countries[raceEvent.Future], saved.Status, saved.Bytes, saved.ImageHash, saved.SavedPath));
    }

    private string ReasonOf(string observed)
    {
        if (observed.StartsWith(DownloadError, StringComparison.Ordinal))
            return observed[DownloadError.Length..];
        if (!observed.StartsWith(SaveError, StringComparison.Ordinal))
            return observed;
        var reason = observed[SaveError.Length..];
        run.ReportSaveError(reason);
        return reason;
    }

    private void Finish(in RaceEvent raceEvent, Download download) => Finish(
        raceEvent with { Bytes = download.Status == Outcome.Ok ? download.Bytes : RaceEvent.None, ImageHash = download.ImageHash },
        download.Status, download.Status == Outcome.NotFound ? "not found" : null);

    private void Finish(in RaceEvent raceEvent, Outcome status, string? text)
    {
        _outcomes[raceEvent.Future] = status;
        if (status == Outcome.Error)
            _reasons[raceEvent.Future] = text ?? "";
        run.Record(raceEvent with { Status = status, CpuMs = null, Payload = text });
        StartNextAfter(raceEvent.Future);
    }

    private sealed record ReportedDownload(
        Outcome Status, int Bytes, [property: JsonPropertyName("image")] string? ImageHash,
        [property: JsonPropertyName("path")] string? SavedPath);
}
