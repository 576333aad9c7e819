using System.Text.Json;
using FlagDashboard.Tests.Python;

namespace FlagDashboard.Tests.Observing;

/// <summary>The recorder of Python programs: programs run as without it, and it counts what they count themselves.</summary>
public class RecorderTests
{
    [Theory]
    [InlineData("map.py")]
    [InlineData("as_completed.py")]
    [InlineData("cancel.py")]
    [InlineData("exceptions.py")]
    [InlineData("processes.py")]
    [InlineData("gather.py")]
    [InlineData("semaphore.py")]
    [InlineData("os_exit.py")]
    [InlineData("exit_worker.py")]
    [InlineData("odd.py")]
    [InlineData("eager_factory.py")]
    [InlineData("interleaved.py")]
    [InlineData("slow_first.py")]
    [InlineData("end_of_with.py")]
    public async Task Program_Recorded_RunsAsWithoutRecorderAndIsCounted(string name)
    {
        AssertRecorded(await RecordedProgram.Run(name), lost: 0);
    }

    [Fact]
    public async Task Program_ThatForksWithoutExec_RecordsWhatTheParentDoes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot fork.");
        AssertRecorded(await RecordedProgram.Run("prefork.py"), lost: 0);
    }

    [Theory]
    [InlineData("prompt.py")]
    [InlineData("written_together.py")]
    public async Task Observation_BeforeTheProgramGoesOn_IsInTheFile(string name) =>
        AssertRecorded(await RecordedProgram.Run(name), lost: 0);

    [Fact]
    public async Task Futures_BeyondTheLimit_AreCountedAsLost() =>
        AssertRecorded(await RecordedProgram.Run("too_many.py"), lost: 980);

    [Fact]
    public async Task Threads_ThatReachTheLimitsTogether_AreCountedExactly() =>
        AssertRecorded(await RecordedProgram.Run("many_threads.py"), lost: 27_501);

    [Fact]
    public async Task Threads_WithoutGilThatReachTheLimitsTogether_AreCountedExactly()
    {
        var python = await FreeThreadedPython.Find();
        Assert.SkipWhen(python is null, "There is no free-threaded Python, such as python3.13t or python3.14t.");
        var program = await RecordedProgram.Run("many_threads.py", python: python.Path);
        Assert.False(program.Lines![0].GetProperty("gil").GetBoolean());
        AssertRecorded(program, lost: 27_501);
    }

    [Theory]
    [InlineData("-m", "pdb", "-c", "continue", "-c", "quit")]
    [InlineData("-m", "doctest")]
    public async Task Program_RunByAnotherProgram_RunsAsWithoutRecorderAndIsCounted(params string[] runner)
    {
        var program = await RecordedProgram.Run("map.py", runner: runner);
        Assert.Equal(program.Plain, program.Recorded);
        Assert.Equal((0, 8, 8), (program.Recorded.ExitCode, program.Count("done"), program.Count("got")));
        Assert.NotNull(program.End);
    }

    [Fact]
    public async Task FirstLine_OfRecording_DescribesProgram()
    {
        var first = (await RecordedProgram.Run("map.py")).Lines![0];
        Assert.Equal(1, first.GetProperty("futurelog").GetInt32());
        Assert.Equal("map.py", first.GetProperty("program").GetString());
        Assert.Matches(@"^3\.\d+\.\d+$", first.GetProperty("python").GetString());
        Assert.True(first.GetProperty("values").GetBoolean());
    }

    [Fact]
    public async Task Observations_OfFuture_HaveOrderOfItsLife()
    {
        var program = await RecordedProgram.Run("map.py");
        foreach (var future in program.Observations.Where(observation => observation[1].GetString() == "new"))
        {
            var kinds = from observation in program.Observations
                        where observation[2].GetInt32() == future[2].GetInt32()
                        where observation[1].GetString() is "new" or "running" or "done" or "got"
                        orderby observation[0].GetInt64()
                        select observation[1].GetString();
            Assert.Equal(["new", "running", "done", "got"], kinds);
            Assert.Equal("square", future[5].GetString());
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"],
            from future in program.Observations
            where future[1].GetString() == "new"
            select Assert.Single(future[6].EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Program_Killed_LeavesRecordingWithoutLastLine()
    {
        var program = await RecordedProgram.Run("killed.py");
        Assert.Equal(program.Plain, program.Recorded);
        Assert.NotEqual(0, program.Recorded.ExitCode);
        Assert.Null(program.End);
        Assert.NotEqual(0, program.Count("new"));
    }

    [Theory]
    [InlineData("result")]
    [InlineData("as_completed")]
    [InlineData("wait")]
    public async Task Wait_OfProgramThatIsKilledMeanwhile_IsRecorded(string call)
    {
        var program = await RecordedProgram.Run("killed_while_waiting.py", arguments: [call]);
        Assert.Equal(program.Plain, program.Recorded);
        Assert.Null(program.End);
        Assert.Equal(call, Assert.Single(program.Observations, seen => seen[1].GetString() == "block")[4].GetString());
        Assert.Equal(0, program.Count("unblock"));
    }

    [Fact]
    public async Task NoValues_OfProgramWithSecrets_AreRecorded()
    {
        var options = new[] { "--no-values" };
        var program = await RecordedProgram.Run("secret.py", options, ["--to", "it"]);
        Assert.Equal(program.Plain, program.Recorded);
        Assert.Equal((2, 1, 1), (program.Count("new"), program.Count("done"), program.Count("raised")));
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(program.Lines), StringComparison.Ordinal);
        Assert.Contains("hunter2", JsonSerializer.Serialize((await RecordedProgram.Run("secret.py")).Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("watched.py")]
    [InlineData("watched_in_threads.py")]
    public async Task Watch_FunctionOfAProgram_MakesEachCallAFutureOfOneExecutor(string name)
    {
        var program = await RecordedProgram.Run(name, ["--watch", "square"]);
        Assert.Equal(program.Plain, program.Recorded);
        AssertCounts(program);
    }

    [Theory]
    [InlineData("syntax_error.py", 1)]
    [InlineData("there_is_no_such_script.py", 2)]
    public async Task Script_ThatCannotRun_IsRefusedAsByPythonAndNotRecorded(string name, int exitCode)
    {
        var program = await RecordedProgram.Run(name);
        Assert.Equal(program.Plain, program.Recorded);
        Assert.Equal(exitCode, program.Recorded.ExitCode);
        Assert.Null(program.Lines);
    }

    [Theory]
    [InlineData("as_completed.py")]
    [InlineData("watched.py", "--watch", "square")]
    public async Task Program_WhoseRecordingCannotBegin_RunsAsWithoutRecorder(string name, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a file that is always full.");
        var program = await RecordedProgram.Run(name, ["--to", "/dev/full", .. options]);
        Assert.Equal(program.Plain, program.Recorded);
        Assert.Null(program.Lines);
    }

    [Fact]
    public async Task Recorder_OlderPython_SaysWhichItNeeds()
    {
        var refused = await RecordedProgram.RunRecorderIn("3, 7, 16");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("futurelog: this is Python 3.7; recording needs Python 3.8 or later.", refused.Error.TrimEnd());
    }

    private static void AssertRecorded(RecordedProgram program, int lost)
    {
        Assert.Equal(program.Plain, program.Recorded);
        AssertCounts(program);
        Assert.Equal(program.Plain.ExitCode, program.End!.Value.GetProperty("over").GetInt32());
        Assert.Equal(lost, program.End.Value.GetProperty("lost").GetInt32());
    }

    private static void AssertCounts(RecordedProgram program)
    {
        var counts = program.CountsOfProgram();
        Assert.NotEmpty(counts);
        Assert.Equal(counts, counts.Keys.ToDictionary(kind => kind, program.Count));
    }
}
