using FlagDashboard.Experiments;

namespace FlagDashboard.Tests.Experiments;

public class PrimeCountCallTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(10, 4)]
    [InlineData(100, 25)]
    [InlineData(1999, 303)]
    [InlineData(2001, 303)]
    [InlineData(2003, 304)]
    [InlineData(4001, 551)]
    [InlineData(100_000, 9592)]
    public void Count_KnownLimits_CountsEveryPrimeOnce(int limit, int primes)
    {
        var work = new PrimeCountCall(limit, 0);
        Assert.Equal((primes, primes), (work.Count(CancellationToken.None), PrimeCountCall.CountInWorkerProcess(work)));
    }

    [Fact]
    public void Count_WithIo_BlocksOnceAndThenComputesInSlices()
    {
        var steps = "";
        Assert.Equal(669, new PrimeCountCall(5000, 1).Count(
            io =>
            {
                io();
                steps += "io ";
            },
            () => steps += "between ",
            CancellationToken.None));
        Assert.Equal("io between between between ", steps);
    }

    [Fact]
    public void Count_WithoutIo_NeverBlocks() =>
        Assert.Equal(
            4,
            new PrimeCountCall(10, 0).Count(_ => Assert.Fail("There is nothing to wait for."), static () => { }, CancellationToken.None));

    [Fact]
    public void Count_CancelledWhileComputing_EndsAfterSlice()
    {
        using var givenUp = new CancellationTokenSource();
        var pauses = 0;
        Assert.Throws<OperationCanceledException>(() => new PrimeCountCall(1_000_000, 0).Count(
            static io => io(),
            () =>
            {
                if (++pauses == 3)
                    givenUp.Cancel();
            },
            givenUp.Token));
        Assert.Equal(3, pauses);
    }

    [Fact]
    public void Count_CancelledWhileBlocked_EndsAtOnce()
    {
        using var givenUp = new CancellationTokenSource();
        var ended = Assert.Throws<OperationCanceledException>(() => new PrimeCountCall(10, int.MaxValue).Count(
            io =>
            {
                givenUp.Cancel();
                io();
            },
            static () => { },
            givenUp.Token));
        Assert.Equal(givenUp.Token, ended.CancellationToken);
    }
}
