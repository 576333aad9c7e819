using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Rules about what a person did while the race ran.</summary>
internal static class InterventionCaptionRules
{
    /// <summary>
    /// Reports that a person changed a future. A change in every run becomes one caption of the race. Later changes have a higher weight,
    /// because the audience has just seen them.
    /// </summary>
    public static IEnumerable<CaptionDraft> Intervened(RaceState race)
    {
        var found = race.Runs.SelectMany((run, number) => run.Interventions.Select(one => (Number: number, Intervention: one)));
        return found.GroupBy(one => one.Intervention.EventSeq).OrderBy(changed => changed.Key).Select(changed =>
        {
            var (number, first) = changed.First();
            return new CaptionDraft(
                first.EventSeq, first.AtMs, first.InEveryRun ? RaceEvent.None : number, InterventionText.Template(first),
                InterventionText.Arguments(first),
                new([.. changed.Select(one => new BarId(one.Number, one.Intervention.Future.Number))], [first.EventSeq]), first.EventSeq);
        });
    }
}
