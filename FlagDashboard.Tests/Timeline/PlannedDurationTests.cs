using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public sealed class PlannedDurationTests
{
    private static RaceDefinition Definition(RacePlan plan, params int?[] workers) => new(
        plan.Countries, [.. workers.Select((count, i) => new ModeInfo($"mode{i}", "", "", ReceiveOrder.CallOrder, RunWorkers: count))],
            plan);

    private static RacePlan Plan(double delayMs, double jitterMs) =>
        new() { Countries = ["BR", "CN", "DE", "EG"], Modes = ["async"], Site = SiteId.Delay, DelayMs = delayMs, JitterMs = jitterMs };

    [Fact]
    public void OfMs_SiteWithDelay_IsThatOfTheSlowestRun()
    {
        var plan = Plan(1000, 0);
        Assert.Equal(4220, PlannedDuration.MsOf(Definition(plan, 4, 1))!.Value, 6);
        Assert.Equal(2160, PlannedDuration.MsOf(Definition(plan, 4, 2))!.Value, 6);
        Assert.Equal(4220 + 1130, PlannedDuration.MsOf(Definition(plan with { StartOrder = StartOrder.InTurn }, 4, 1))!.Value, 6);
    }

    [Fact]
    public void OfMs_AnyPlan_IsSlightlyLongerThanTheScheduleOfTheTape() =>
        Gen.Select(Gen.Double[0, 4500], Gen.Double[0, 1], Gen.Int[1, 8], Gen.Int).Sample((delay, share, workers, seed) =>
        {
            var plan = Plan(delay, delay * share) with { Seed = seed };
            var ideal = ListSchedule.MakespanMs(Sweep.TapeDelaysMs(plan)!, workers);
            Assert.InRange(PlannedDuration.MsOf(Definition(plan, workers))!.Value, ideal + 100, (1.04 * ideal) + 100);
        });

    [Theory]
    [InlineData(SiteId.Local, 4)]
    [InlineData(SiteId.Remote, 4)]
    [InlineData(SiteId.Delay, null)]
    public void OfMs_UnknownSpeedOrWorkers_IsUnknown(SiteId site, int? workers) =>
        Assert.Null(PlannedDuration.MsOf(Definition(Plan(1000, 0) with { Site = site }, workers)));

    [Fact]
    public void OfMs_Experiment_IsUnknown() =>
        Assert.Null(PlannedDuration.MsOf(Logs.Definition(["async"], ["a"]) with { Plan = null }));
}
