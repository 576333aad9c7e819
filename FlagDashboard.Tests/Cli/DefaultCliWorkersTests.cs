using FlagDashboard.Cli;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Cli;

public class DefaultCliWorkersTests
{
    private static readonly ModeCatalog Modes =
        new ModeRegistry(new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>()).Catalog;

    private static ModeInfo Mode(string id) => Modes.Find(id)!;

    [Fact]
    public void For_UnknownMode_ReturnsOne() => Assert.Equal(1, WorkerCountResolver.Resolve(null, null, 20));

    [Theory]
    [InlineData("sequential", null, 676, 1)]
    [InlineData("threads-map", null, 676, 30)]
    [InlineData("threads-as-completed", null, 676, 30)]
    [InlineData("threads-as-completed", null, 20, 20)]
    [InlineData("async", null, 676, 5)]
    [InlineData("async", null, 3, 3)]
    [InlineData("sequential", "7", 676, 1)]
    [InlineData("async", "7", 676, 7)]
    [InlineData("threads-map", "1000", 2000, 1000)]
    [InlineData("threads-map", "1001", 2000, 1000)]
    [InlineData("threads-map", "2147483647", 26, 26)]
    public void For_RequestedOrDefault_IsAtMostWhatModeAndCodesAllow(string mode, string? asked, int codes, int workers) =>
        Assert.Equal(workers, WorkerCountResolver.Resolve(Mode(mode), asked, codes));

    [Fact]
    public void For_Processes_ReturnsNumberOfProcessors() =>
        Assert.Equal(Environment.ProcessorCount, WorkerCountResolver.Resolve(Mode("processes"), null, 676));

    [Theory]
    [InlineData("many")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("")]
    public void For_InvalidNumber_ThrowsInEveryMode(string asked)
    {
        foreach (var mode in (string[])["sequential", "async"])
            Assert.Equal(
                $"--max_req: “{asked}” is not a whole number from 1 to 1000.",
                Assert.Throws<UsageException>(() => WorkerCountResolver.Resolve(Mode(mode), asked, 20)).Message);
    }
}
