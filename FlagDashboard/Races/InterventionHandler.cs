using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Changes futures of one running race of downloads at a person's request, and logs each change. Slow and failed answers come from the
/// built-in site itself, so a mode handles them like any other answer. Thread-safe.
/// </summary>
/// <param name="race">The race.</param>
/// <param name="runs">The runs of the race, in the order of the plan.</param>
/// <param name="site">The site from which the race downloads.</param>
/// <param name="sites">The sites of this server.</param>
internal sealed class InterventionHandler(Race race, IReadOnlyList<Run> runs, FlagSite site, FlagSiteFactory sites)
{
    // An intervention changes the site's answers to a download, or cancels the download. The lock lets one intervention in at a time, so
    // the log has them in the order in which they take effect.
    private readonly Lock _gate = new();

    private IReadOnlyList<string> Modes => race.Plan!.Modes;

    /// <summary>Changes a future, or returns the reason for refusing the change.</summary>
    public InterventionResult Intervene(InterventionRequest request)
    {
        var code = request.CountryCode.ToUpperInvariant();
        var (future, run) = (IndexOf(race.Plan!.Countries, code), request.Mode is null ? RaceEvent.None : IndexOf(Modes, request.Mode));
        if (future < 0)
            return InterventionProblems.NoSuchCountry(request.CountryCode);
        if (request.Mode is not null && run < 0)
            return InterventionProblems.NoSuchMode(request.Mode);
        var what = new Intervention(request.Act, request.ExtraDelayMs);
        if (!what.HasValidDelay)
            return InterventionProblems.InvalidDelay;
        lock (_gate)
            return Intervene(new RaceEvent(0, 0, RaceEventKind.Intervened, run, future) { Intervention = what }, code);
    }

    private InterventionResult Intervene(in RaceEvent raceEvent, string code)
    {
        var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
        if (state.FinishedAtMs is not null)
            return InterventionProblems.RaceNotRunning;
        if (state.InterventionCount >= Intervention.MaxPerRace)
            return InterventionProblems.TooMany;
        var (only, future) = (raceEvent.Run, raceEvent.Future);
        var open = Enumerable.Range(0, runs.Count)
            .Where(run => (only == RaceEvent.None || run == only) && state.Runs[run].Futures[future].FinishedAtMs is null).ToList();
        if (open.Count == 0)
            return InterventionProblems.AlreadyDone(code);
        return raceEvent.Intervention!.Act == InterventionAct.Cancel
            ? Cancel(raceEvent, [.. open.Select(run => state.Runs[run])], open, code)
            : ChangeSite(raceEvent, open, code);
    }

    private InterventionResult ChangeSite(in RaceEvent raceEvent, IReadOnlyList<int> open, string code)
    {
        if (site.Id == SiteId.Remote)
            return InterventionProblems.RemoteSite;
        if (!sites.IsBuiltIn(site.AddressOf(code)))
            return InterventionProblems.NeverConnects(code);
        var answers = open.Select(run => sites.Overrides.Find(race.Id, Modes[run], code)).OfType<AnswerOverride>().ToList();
        var what = raceEvent.Intervention!;
        if (what.Act == InterventionAct.Slow && answers.TrueForAll(answer => answer.Current.Failure == FailureKind.Stall))
            return InterventionProblems.AlreadyStalled(code);
        try
        {
            // Log the intervention before the site changes its answers, so that the cause precedes its effects in the log.
            race.Log.Append(raceEvent);
        }
        catch (InvalidOperationException)
        {
            return InterventionProblems.RaceNotRunning;
        }

        answers.ForEach(answer => Change(answer, what));
        return new InterventionResult.Applied([.. open.Select(run => Modes[run])]);
    }

    // The same country is a separate future in every run. It may be pending in one run and already running in another. Each run therefore
    // cancels only its own future and logs its own event.
    private InterventionResult Cancel(
        in RaceEvent raceEvent, IReadOnlyList<RunState> states, IReadOnlyList<int> open, string code)
    {
        var (future, what) = (raceEvent.Future, raceEvent.Intervention!);
        var cancelled = open.Where(run => runs[run].TryCancelPending(future, what)).ToList();
        if (cancelled.Count > 0)
            return new InterventionResult.Applied([.. cancelled.Select(run => Modes[run])]);
        var here = states.Where(run => run.Info.Language == ModeLanguage.CSharp).ToList();
        if (here.Count == 0)
            return InterventionProblems.CannotCancelInPython(states[0].Info.Title);
        if (here.Find(run => run.Info.IsConcurrent) is not { } pooled)
            return InterventionProblems.NeverPending(here[0].Info.Title);
        return pooled.Futures[future].SubmittedAtMs is null
            ? InterventionProblems.NotSubmitted(code)
            : InterventionProblems.AlreadyRunning(code);
    }

    private static void Change(AnswerOverride answer, Intervention what)
    {
        switch (what.Act)
        {
            case InterventionAct.Slow:
                answer.AddDelay(what.ExtraDelayMs!.Value);
                break;
            case InterventionAct.NotFound:
                answer.Fail(FailureKind.NotFound);
                break;
            case InterventionAct.ServerError:
                answer.Fail(FailureKind.ServerError);
                break;
            case InterventionAct.Reset:
                answer.Fail(FailureKind.Reset);
                break;
            case InterventionAct.Stall:
                answer.Fail(FailureKind.Stall);
                break;
        }
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return RaceEvent.None;
    }
}
