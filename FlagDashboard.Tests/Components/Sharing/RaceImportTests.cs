using Bunit;
using FlagDashboard.Components.Sharing;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.Sharing;

public sealed class RaceImportTests : ComponentTest
{
    private RaceRegistry Races => Services.GetRequiredService<RaceRegistry>();

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private static RaceEvent[] Log(ExperimentInfo? experiment = null)
    {
        var first = new RaceEvent(
            1, 0, RaceEventKind.RaceStarted)
        { Definition = Definition(["async"], ["BR"]) with { Experiment = experiment } };
        return [.. new[] { first, RunStarted(0) with { Run = 0 }, Finished(1, 0, Outcome.Cancelled), RunFinished(2), RaceFinished(2) }
            .Select((told, i) => told with { Seq = i + 1 })];
    }

    private IRenderedComponent<RaceImport> Upload(byte[] file)
    {
        var import = Render<RaceImport>();
        import.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(file, "log.ndjson"));
        return import;
    }

    [Fact]
    public void Import_Log_ShowsItsRace()
    {
        var import = Upload(LogFile.ToBytes(Log()));
        import.WaitForAssertion(() => Assert.Equal($"http://localhost/race/{Assert.Single(Races.Listed).Id}", Address));
        Assert.True(Races.Listed[0].IsImported);
        Assert.Empty(import.FindAll("[data-testid=import-refusal]"));
    }

    [Fact]
    public void Import_LogOfAnExperiment_ShowsItOnThePageOfTheExperiment()
    {
        var import = Upload(LogFile.ToBytes(Log(new("lock", "The lock", "", "/experiments/lock?items=2"))));
        import.WaitForAssertion(
            () => Assert.Equal($"http://localhost/experiments/lock?items=2&race={Assert.Single(Races.Listed).Id}", Address));
    }

    [Theory]
    [InlineData("/experiments/lock?race=other", "/experiments/lock?race=")]
    [InlineData("/experiments/lock?items=2&RACE=other&race=another", "/experiments/lock?items=2&race=")]
    [InlineData("/experiments/lock?r%61ce=other", "/experiments/lock?race=")]
    public void Import_LinkThatNamesAnotherRace_ShowsTheImportedOne(string link, string shown)
    {
        var import = Upload(LogFile.ToBytes(Log(new("lock", "The lock", "", link))));
        import.WaitForAssertion(() => Assert.Equal($"http://localhost{shown}{Assert.Single(Races.Listed).Id}", Address));
    }

    [Fact]
    public void Import_TooManyAtOnce_ShowsRefusal()
    {
        var gate = Services.GetRequiredService<ImportLimiter>();
        var places = Enumerable.Range(0, Limits.Default.MaxImports).Select(_ => gate.TryEnter()!).ToList();
        var import = Upload(LogFile.ToBytes(Log()));
        import.WaitForAssertion(() => Assert.StartsWith(
            "2 logs are being imported", import.Find("[data-testid=import-refusal]").TextContent, StringComparison.Ordinal));
        places.ForEach(place => place.Dispose());
        Upload(LogFile.ToBytes(Log())).WaitForAssertion(() => Assert.Single(Races.Listed));
    }

    [Fact]
    public void Import_InvalidLog_ShowsLineReasonAndAdvice()
    {
        var import = Upload(LogFile.ToBytes(Log().Where(told => told.Seq != 3)));
        import.WaitForAssertion(() => Assert.Equal(
            "Line 3: seq is 4 where 3 comes next: a log has every number from 1 on. " + ImportRefusedException.DefaultRemedy,
                import.Find("[data-testid=import-refusal]").TextContent));
        Assert.Empty(Races.Listed);
        Assert.Equal("http://localhost/", Address);
    }

    [Fact]
    public void Import_FileLargerThanLimit_ShowsRefusal()
    {
        var import = Upload(new byte[(Limits.Default.MaxImportMegabytes * 1024 * 1024) + 1]);
        import.WaitForAssertion(
            () => Assert.StartsWith(
            "The file is larger than 20\u00a0MB.", import.Find("[data-testid=import-refusal]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void ConclusionOrNone_LogThatDoesNotFitExperiment_ReturnsNull()
    {
        var race = RaceState.At(Log(new("lock", "The lock", "", "/experiments/lock")), double.MaxValue);
        Assert.All(Services.GetServices<IExperiment>(), experiment => _ = experiment.DescribeConclusionOrNull(race));
        Assert.Null(Services.GetServices<IExperiment>().First(experiment => experiment.Texts.Id == "lock").DescribeConclusionOrNull(race));
    }
}
