using System.Globalization;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>A card with the details of the bar that a person points at.</summary>
public sealed partial class BarCard
{
    /// <summary>The bar; null for none.</summary>
    [Parameter]
    public InspectedBar? Inspected { get; set; }

    /// <summary>
    /// The race of the bar. The card also compares a future with the futures of the same call in the other runs of the race. The runs of a
    /// recorded program have no such futures.
    /// </summary>
    [Parameter]
    public RaceState? Race { get; set; }

    /// <summary>
    /// Whether times are counted from the start of the run and not of the race, because the starts of the lanes are aligned.
    /// </summary>
    [Parameter]
    public bool AlignsRunStarts { get; set; }

    private string At(RunState run, double ms) => Format.Duration(ms - (AlignsRunStarts ? AlignedStarts.LeftShiftOf(run) : 0));

    private IEnumerable<(RunState Run, FutureRecord Twin)> Twins(FutureRecord future) =>
        from run in Race is { Program: null } ? Race.Runs : []
        where run != Inspected!.Run && !run.Info.IsAuxiliary && run.Futures.ElementAtOrDefault(future.Number) is { }
        select (run, run.Futures[future.Number]);

    private string TwinText(RunState run, FutureRecord twin) => (twin.FinishedAtMs, twin.ReceivedAtMs) switch
    {
        ({ } finished, { } received) => L["finished {0}, received {1}", At(run, finished), At(run, received)],
        ({ } finished, _) when twin.IsHeld => L["finished {0}, held", At(run, finished)],
        ({ } finished, _) => $"{L[State(twin)]} {At(run, finished)}",
        _ => L[State(twin)],
    };

    private IEnumerable<(string Name, string Value)> Lines(FutureRecord future)
    {
        var interrupted = future.Status is null && Inspected!.Run.InterruptedAtMs is not null;
        yield return (L["state"], future.IsHeld ? L["finished, held"] : interrupted ? L["interrupted"] : L[State(future)]);
        if (future.Worker > 0)
            yield return (L["worker"], L.LocalizeLogText(Inspected!.Run.WorkerNameOf(future.Worker)));
        if (future.StartedAtMs is { } started)
        {
            yield return (L["started"], At(Inspected!.Run, started));
            if (future.FinishedAtMs is { } finished)
            {
                yield return (
                    L["finished"], L["{0} ({1})", At(Inspected!.Run, finished), L["took {0}", Format.Duration(finished - started)]]);
            }
        }
        if (future.ReceivedAtMs is { } received)
            yield return (
                L["received"],
                L["{0} ({1})", At(Inspected!.Run, received), L["held {0}", Format.Duration(received - future.FinishedAtMs!.Value)]]);
        if (future.CpuMs is { } cpuMs)
            yield return (L["processor"], Format.Duration(cpuMs));
        if (future.Bytes is { } bytes)
            yield return (L["size"], bytes == 1 ? L["1 byte"] : L["{0} bytes", bytes.ToString("N0", CultureInfo.CurrentCulture)]);
        if (future.ResultOrReason is { } outcome)
            yield return future.Status == Outcome.Ok ? (L["returned"], outcome) : (L["reason"], L.LocalizeLogText(outcome));
        foreach (var intervention in Inspected!.Run.Interventions.Where(intervention => intervention.Future == future))
            yield return (L["changed"], CaptionText.Of(
                InterventionText.Template(intervention), InterventionText.Arguments(intervention), L, Catalog));
    }

    private static string State(FutureRecord future) => (future.State, future.Status) switch
    {
        (FutureState.Finished, Outcome.NotFound) => "not found",
        (FutureState.Finished, Outcome.Error) => "raised an error",
        (FutureState.Finished, Outcome.Cancelled) => "given up",
        (FutureState.Finished, Outcome.Ok) when future.ReceivedAtMs is not null => "received",
        (var state, _) => state.ToString().ToLowerInvariant(),
    };
}
