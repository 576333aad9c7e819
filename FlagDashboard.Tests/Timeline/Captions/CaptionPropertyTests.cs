using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class CaptionPropertyTests
{
    private static List<Caption> Found(IEnumerable<RaceEvent> log) =>
        [.. FlagDashboard.Timeline.Captions.FindAll(RaceState.At(log, double.MaxValue)).Select(found => found.Caption)];

    private static string Shape(Caption caption) =>
        $"{caption.EventSeq} {caption.RunIndex} {caption.RuleId}: {caption.Text()} [{caption.Bars()}] "
        + $"[{string.Join(' ', caption.Evidence.EventSeqs)}]";

    [Fact]
    public void Found_AnyLog_ArgumentsMatchLog() => OfModes.Sample(
        log =>
        {
            if (log.Length == 0)
                return;
            var race = RaceState.At(log, double.MaxValue);
            foreach (var caption in Found(log))
            {
                Assert.Equal(new CaptionTruth(log, race.Definition!, caption).Arguments().Select(Rounded), caption.Arguments.Select(Named)
                    .Select(Rounded));
                Assert.Equal(log[caption.EventSeq - 1].AtMs, caption.AtMs);
                Assert.All(caption.Evidence.EventSeqs, seq => Assert.InRange(seq, 1, caption.EventSeq));
                Assert.All(caption.Evidence.Bars, bar =>
                    Assert.True(bar.FutureOrPhaseNumber >= 0 ? race.Runs[bar.RunIndex].Futures[bar.FutureOrPhaseNumber] is not null
                    : race.Runs[bar.RunIndex].WorkerPhases[Bar.NegatePhaseNumber(bar.FutureOrPhaseNumber)] is not null));
            }
        },
        iter: 3000);

    [Fact]
    public void Found_LongerLog_KeepsEarlierCaptions() => OfModes.Sample(
        log =>
        {
            var said = new List<string>();
            for (var length = 1; length <= log.Length; length++)
            {
                // A worker may get its name later, so its name is not part of what a caption states about the race.
                var now = Found(log.Take(length)).Select(Shape)
                    .Select(text => text.Replace("pid ", "w", StringComparison.Ordinal).Replace("slot ", "w", StringComparison.Ordinal))
                    .ToList();
                Assert.Empty(said.Except(now));
                said = now;
            }
        },
        iter: 100);

    [Fact]
    public void Of_AnyLog_IsShortAndTheNewestFirst() => OfModes.Sample(
        log =>
        {
            var captions = FlagDashboard.Timeline.Captions.SelectFor(RaceState.At(log, double.MaxValue));
            Assert.Equal(captions.OrderBy(caption => caption.EventSeq).ThenBy(caption => caption.RunIndex), captions);
            var once = CaptionRules.RaceRules.Where(rule => rule.OncePerRace).Select(rule => rule.Id).ToHashSet();
            Assert.All(captions.Where(caption => !once.Contains(caption.RuleId)).GroupBy(caption => caption.RunIndex), ofRun =>
                Assert.InRange(ofRun.Count(), 1, FlagDashboard.Timeline.Captions.MaxPerRun));
            Assert.All(captions.Where(caption => once.Contains(caption.RuleId)).GroupBy(caption => caption.RuleId), ofRule =>
                Assert.Single(ofRule));
            Assert.Equal(
                captions.Select(Shape), FlagDashboard.Timeline.Captions.SelectFor(RaceState.At(log, double.MaxValue)).Select(Shape));
            Assert.Equal(captions.Count, captions.DistinctBy(caption => (caption.RuleId, caption.RunIndex, caption.EventSeq)).Count());
        },
        iter: 500);

    [Fact]
    public void Found_ManyLogs_ContainsSeveralRules()
    {
        var rules = new HashSet<string>();
        OfModes.Sample(log => { lock (rules) rules.UnionWith(Found(log).Select(caption => caption.RuleId)); }, iter: 3000);
        // Other rules are rare in random logs. Each has its own test in CaptionRulesTests.
        Assert.Superset(new HashSet<string> { "ended", "cancelled", "failed", "not-found", "idle", "overhead" }, rules);
    }

    private static object Named(object argument) =>
        argument switch { FutureRecord future => future.Label, ModeInfo mode => mode.Title, _ => argument };

    // Rounds durations, because sums added up in another order differ in the last digits.
    private static object Rounded(object argument) =>
        argument is DurationArg lasting ? new DurationArg(Math.Round(lasting.Ms, 6)) : argument;
}
