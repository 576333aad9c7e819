using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What happened in a race, in plain sentences: a pure function of the fold, so that it follows any time by itself.</summary>
public static class Captions
{
    /// <summary>More about one run would not be read. What is told once per race comes on top.</summary>
    public const int MaxPerRun = 3;

    // More of one kind about one run would be a flood.
    private const int MaxPerRule = 2;

    /// <summary>The most telling captions of each run and of the race, the newest first.</summary>
    public static IReadOnlyList<Caption> Of(RaceState race)
    {
        // The best of each rule first, so that no rule fills the list alone.
        var candidates = Found(race).GroupBy(found => found.Rule).SelectMany(ofRule => ofRule.Key.OncePerRace
            ? ofRule.OrderByDescending(found => found.Weight).ThenBy(found => found.Caption.Seq).Take(1)
                .Select(found => (found.Caption, found.Rule, Place: 0))
            : ofRule.GroupBy(found => found.Caption.Run).SelectMany(ofRun => ofRun
                .OrderByDescending(found => found.Weight).ThenBy(found => found.Caption.Seq).Take(MaxPerRule)
                    .Select((found, place) => (found.Caption, found.Rule, Place: place))));
        return [.. candidates.GroupBy(found => found.Caption.Run)
            .SelectMany(ofRun => ofRun.Where(found => found.Rule.OncePerRace)
                .Concat(ofRun.Where(found => !found.Rule.OncePerRace).OrderBy(found => found.Place)
                    .ThenBy(found => CaptionRules.All.IndexOf(found.Rule)).Take(MaxPerRun)))
            .Select(found => found.Caption)
            .OrderByDescending(caption => caption.Seq).ThenBy(caption => caption.Run)];
    }

    /// <summary>Everything that the rules have to say. Once said, it is said at every later time too.</summary>
    internal static IEnumerable<(Caption Caption, CaptionRule Rule, double Weight)> Found(RaceState race)
    {
        if (race.IsInteractive)
            return [];
        var contexts = race.Runs.Select((run, number) => new CaptionContext(race, run, number)).ToList();
        return from rule in CaptionRules.All
               from told in rule.Tell(race, contexts)
               select (new Caption(rule.Id, told.Seq, told.AtMs, told.Run, told.Template, told.Arguments, told.Evidence), rule,
                   told.Weight);
    }
}
