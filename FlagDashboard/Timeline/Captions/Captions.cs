using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// Describes in plain sentences what happened in a race. The sentences depend only on the state of the race, so they can be found for any
/// time that the page shows.
/// </summary>
public static class Captions
{
    /// <summary>
    /// The maximum number of captions about one run, because people do not read more. Captions of rules that apply once per race are not
    /// counted.
    /// </summary>
    public const int MaxPerRun = 3;

    // The maximum number of captions of one rule about one run. Without it, the captions of one rule could crowd out those of other rules.
    private const int MaxPerRule = 2;

    /// <summary>The most important captions of each run and of the race, in the order of time.</summary>
    public static IReadOnlyList<Caption> SelectFor(RaceState race)
    {
        var rules = CaptionRules.For(race);
        // The best caption of each rule comes before the second best of any rule, so that no rule fills the list alone.
        var candidates = FindAll(race).GroupBy(found => found.Rule).SelectMany(ofRule => ofRule.Key.OncePerRace
            ? ofRule.OrderByDescending(found => found.Weight).ThenBy(found => found.Caption.EventSeq).Take(1)
                .Select(found => (found.Caption, found.Rule, Place: 0))
            : ofRule.GroupBy(found => found.Caption.RunIndex).SelectMany(ofRun => ofRun
                .OrderByDescending(found => found.Weight).ThenBy(found => found.Caption.EventSeq).Take(MaxPerRule)
                    .Select((found, place) => (found.Caption, found.Rule, Place: place))));
        return [.. candidates.GroupBy(found => found.Caption.RunIndex)
            .SelectMany(ofRun => ofRun.Where(found => found.Rule.OncePerRace)
                .Concat(ofRun.Where(found => !found.Rule.OncePerRace).OrderBy(found => found.Place)
                    .ThenBy(found => rules.IndexOf(found.Rule)).Take(MaxPerRun)))
            .Select(found => found.Caption)
            .OrderBy(caption => caption.EventSeq).ThenBy(caption => caption.RunIndex)];
    }

    /// <summary>All captions that the rules find. A caption that was found once is found at every later time too.</summary>
    internal static IEnumerable<(Caption Caption, CaptionRule Rule, double Weight)> FindAll(RaceState race)
    {
        if (race.IsExecutorSession)
            return [];
        var contexts = race.Runs.Select((run, number) => new RunCaptionContext(race, run, number)).ToList();
        return from rule in CaptionRules.For(race)
               from draft in rule.Find(race, contexts)
               select (new Caption(rule.Id, draft.EventSeq, draft.AtMs, draft.RunIndex, draft.Template, draft.Arguments, draft.Evidence),
                   rule,
                   draft.Weight);
    }
}
