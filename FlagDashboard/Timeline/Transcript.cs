using System.Globalization;
using System.Text;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>
/// The output that a script would have printed to a terminal if it had done the work of a run, up to the run's latest event. Workers print
/// when they finish and the consuming code prints when it receives, possibly on the same line.
/// </summary>
public sealed class Transcript
{
    // A call is indented by its number, as in the article. The indentation ends here, because the lines of a recorded program with 10,000
    // calls would otherwise have hundreds of millions of tabs.
    private const int MaxTabs = 40;

    private readonly RunState _run;
    private readonly bool _verbose;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _line = new();
    private int _busy;

    private Transcript(RunState run, bool verbose) => (_run, _verbose) = (run, verbose);

    /// <summary>
    /// Returns the lines of the script's output. A run whose results are flags prints downloads. Any other run prints calls.
    /// </summary>
    /// <param name="run">The run in its current state.</param>
    /// <param name="verbose">Whether every step prints a line of its own.</param>
    public static IReadOnlyList<string> Of(RunState run, bool verbose)
    {
        var transcript = new Transcript(run, verbose);
        Action<RaceEvent, FutureRecord> print = run.Info.ResultUnit == ModeInfo.DownloadResultUnit
            ? transcript.PrintDownload : transcript.PrintCall;
        foreach (var raceEvent in run.Events)
        {
            if (raceEvent.Kind == RaceEventKind.RunFinished)
                transcript.PrintEnd();
            else if (raceEvent.Future != RaceEvent.None)
                print(raceEvent, run.Futures[raceEvent.Future]);
            transcript._busy += raceEvent.Kind switch { RaceEventKind.Submitted => 1, RaceEventKind.Finished => -1, _ => 0 };
        }

        transcript.EndLine();
        if (run.InterruptedAtMs is not null)
            transcript.PrintLine("Interrupted.");
        return transcript._lines;
    }

    private bool InCompletionOrder => _run.Info.ReceiveOrder == ReceiveOrder.CompletionOrder;

    private void PrintDownload(RaceEvent raceEvent, FutureRecord future)
    {
        var code = future.Label;
        switch (raceEvent.Kind, raceEvent.Status)
        {
            case (RaceEventKind.Submitted, _) when _verbose && InCompletionOrder:
                // The script prints each future right after submitting it. The state is running if a worker was free to take the call, and
                // pending otherwise.
                PrintLine($"Scheduled for {code}: <Future {code} state={(_busy < _run.Workers ? "running" : "pending")}>");
                break;
            case (RaceEventKind.Finished, Outcome.Ok) when InCompletionOrder || !_verbose:
                _line.Append(code).Append(' ');
                break;
            case (RaceEventKind.Finished, Outcome.Ok):
                PrintLine($"{code} OK");
                break;
            case (RaceEventKind.Finished, Outcome.NotFound) when _verbose:
                PrintLine($"{code} not found");
                break;
            case (RaceEventKind.Received, Outcome.Ok) when _verbose && InCompletionOrder:
                PrintLine($"<Future {code} state=finished returned Download> result: '{code}'");
                break;
            case (RaceEventKind.Received, Outcome.Error) when _verbose:
                PrintLine($"*** Error for {code}: {future.Reason}");
                break;
        }
    }

    private void PrintCall(RaceEvent raceEvent, FutureRecord future)
    {
        var tabs = new string('\t', Math.Min(future.Number, MaxTabs));
        var time = (raceEvent.AtMs / 1000).ToString("[0.00]", CultureInfo.InvariantCulture);
        switch (raceEvent.Kind, raceEvent.Status)
        {
            case (RaceEventKind.Submitted, _) when _verbose:
                PrintLine($"{time} {tabs}{future.Label}: submitted");
                break;
            case (RaceEventKind.Started, _):
                PrintLine($"{time} {tabs}{future.Label}: started …");
                break;
            case (RaceEventKind.Finished, Outcome.Ok):
                PrintLine($"{time} {tabs}{future.Label}: done");
                break;
            case (RaceEventKind.Finished, _):
                PrintLine($"{time} {tabs}{future.Label}: {future.Reason}");
                break;
            case (RaceEventKind.Received, Outcome.Ok):
                PrintLine($"{time} result {future.Number}: {future.Result}");
                break;
            case (RaceEventKind.Received, _):
                PrintLine($"{time} *** Error for {future.Label}: {future.Reason}");
                break;
        }
    }

    private void PrintEnd()
    {
        EndLine();
        if (_run.EarlyEndCause is { State: FutureState.Cancelled } cancelled)
            PrintLine($"*** CancelledError: {cancelled.Label} was cancelled");
        if (_run.EarlyEndCause is not null)
            PrintLine($"*** The iteration ended with it. Finished and never received: {_run.Futures.Count(future => future.IsHeld)}.");
        else if (_run.Outcome == Outcome.Error)
            PrintLine($"*** {_run.FailureReason}");
        if (_run.Outcome == Outcome.Cancelled)
            PrintLine("Cancelled.");

        if (_run.Count(Outcome.NotFound) + _run.Count(Outcome.Error) > 0)
        {
            foreach (var line in TranscriptSummary.Of(_run))
                PrintLine(line);
            return;
        }

        var results = Quantity.OfUnit(_run.Count(Outcome.Ok), _run.Info.ResultUnit);
        PrintLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results} {(_run.Info.ResultUnit == ModeInfo.DownloadResultUnit ? "downloaded " : "")}"
            + $"in {_run.ElapsedMs!.Value / 1000:0.00}s"));
    }

    private void PrintLine(string text)
    {
        _line.Append(text);
        EndLine();
    }

    private void EndLine()
    {
        if (_line.Length > 0)
            _lines.Add(_line.ToString().TrimEnd());
        _line.Clear();
    }
}
