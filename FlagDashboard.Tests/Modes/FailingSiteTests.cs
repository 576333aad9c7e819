using FlagDashboard.Flags;
using FlagDashboard.Log;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests every mode with a site that fails for some countries.</summary>
public sealed class FailingSiteTests
{
    private static readonly string[] Codes = ["BR", "CN", "DE", "EG"];

    private static async Task<RunState> Run(string mode, Func<string, CancellationToken, Task<byte[]>> answer, TimeSpan? timeout = null)
    {
        await using var site = new RawSite(answer);
        await using var dashboard = await TestDashboard.Start(services => services.AddSingleton(_ => new FlagClient(timeout)));
        dashboard.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
        return (await dashboard.Race(plan => plan with { Countries = Codes, Modes = [mode], Workers = 4 }).Through()).Of(mode);
    }

    private static Task<RunState> RunWithErrors(string mode, params string[] broken) =>
        Run(mode, (code, _) => Task.FromResult(broken.Contains(code) ? RawSite.Broken : RawSite.Flag(code)));

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads-as-completed")]
    [InlineData("processes")]
    [InlineData("async")]
    public async Task DownloadMany_TwoFail_TheOthersGoOn(string mode)
    {
        var run = await RunWithErrors(mode, "BR", "DE");
        Assert.Equal([Outcome.Error, Outcome.Ok, Outcome.Error, Outcome.Ok], run.Statuses());
        Assert.Equal("HTTP 500 Internal Server Error", run.Futures[2].Reason);
        Assert.Equal((Outcome.Ok, null, null), (run.Outcome, run.FailureReason, run.EarlyEndCause));
        Assert.Equal(Codes, run.ReceivedCodes().Order());
    }

    [Fact]
    public async Task ThreadsMap_TwoFail_TheFirstInCallOrderEndsIt()
    {
        var run = await RunWithErrors("threads-map", "CN", "EG");
        Assert.Equal((Outcome.Error, "HTTP 500 Internal Server Error", "CN"), (run.Outcome, run.FailureReason, run.EarlyEndCause?.Label));
        Assert.Equal(["BR", "CN"], run.ReceivedCodes());
    }

    [Fact]
    public async Task ThreadsMap_FlagNotFound_RunGoesOn()
    {
        var run = await Run("threads-map", (code, _) => Task.FromResult(code == "CN" ? RawSite.Missing : RawSite.Flag(code)));
        Assert.Equal((Outcome.Ok, null), (run.Outcome, run.EarlyEndCause));
        Assert.Equal(Codes, run.ReceivedCodes());
    }

    // Waits in real time, because the time limit of the client is under test. The other downloads are answered at once.
    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_OneFlagIsNeverAnswered_FailsAfterTimeoutAndRunEnds(string mode)
    {
        var run = await Run(
            mode, (code, closing) => code == "DE" ? RawSite.Stall(closing) : Task.FromResult(RawSite.Flag(code)), TimeSpan.FromSeconds(2));
        Assert.Equal([Outcome.Ok, Outcome.Ok, Outcome.Error, Outcome.Ok], run.Statuses());
        Assert.Equal("no answer within 2 s", run.Futures[2].Reason);
        Assert.Contains("DE", run.ReceivedCodes());
        Assert.Equal(mode == "threads-map" ? Outcome.Error : Outcome.Ok, run.Outcome);
        Assert.Equal(mode == "threads-map" ? "DE" : null, run.EarlyEndCause?.Label);
    }

    [Theory, ClassData(typeof(EveryMode))]
    public async Task DownloadMany_NothingListens_EveryFutureFailsWithReason(string mode)
    {
        var site = new RawSite((_, closing) => RawSite.Stall(closing));
        await site.DisposeAsync();
        await using var dashboard = await TestDashboard.Start();
        dashboard.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
        var run = (await dashboard.Race(plan => plan with { Countries = Codes, Modes = [mode], Workers = 4 }).Through()).Of(mode);
        Assert.Equal("connection refused", run.Futures[0].Reason);
        Assert.Equal(mode == "threads-map" ? Outcome.Error : Outcome.Ok, run.Outcome);
        Assert.DoesNotContain(Outcome.Ok, run.Statuses().OfType<Outcome>());
    }
}
