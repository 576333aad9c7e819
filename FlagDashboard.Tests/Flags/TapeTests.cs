using CsCheck;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class TapeTests
{
    private static readonly Gen<string> Codes = Gen.Int[0, WebRoot.Catalog.All.Count - 1].Select(i => WebRoot.Catalog.All[i].Code);

    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue];

    private static readonly Gen<int> Attempts = Gen.Int[1, int.MaxValue];

    [Theory]
    [InlineData("BR", 1, 394.987857311)]
    [InlineData("BR", 2, 146.159655743)]
    [InlineData("BR", 3, 366.578225884)]
    [InlineData("CN", 1, 203.904257694)]
    [InlineData("CN", 2, 256.797978608)]
    [InlineData("US", 1, 353.645307982)]
    [InlineData("AD", 1, 237.509934223)]
    [InlineData("ZW", 1, 236.632180723)]
    public void DelayOf_Seed42_NeverChanges(string code, int attempt, double expected) =>
        Assert.Equal(expected, new Tape(42, 300, 200).DelayMsOf(code, attempt), 9);

    [Fact]
    public void DelayOf_AnyArguments_LiesWithinJitterAndIsRepeatable() =>
        Gen.Select(Seeds, Codes, Attempts, Gen.Double[0, 60_000], Gen.Double[0, 1]).Sample((seed, code, attempt, delay, share) =>
        {
            var jitter = delay * share;
            var ms = new Tape(seed, delay, jitter).DelayMsOf(code, attempt);
            Assert.InRange(ms, delay - jitter, delay + jitter);
            Assert.Equal(ms, new Tape(seed, delay, jitter).DelayMsOf(code.ToLowerInvariant(), attempt));
        });

    [Fact]
    public void DelayOf_OtherSeedAttemptOrCountry_IsDifferent() =>
        Gen.Select(Seeds, Codes, Attempts).Array[2].Where(pair => pair[0] != pair[1]).Sample(pair =>
        {
            var ((seed, code, attempt), (otherSeed, otherCode, otherAttempt)) = (pair[0], pair[1]);
            var ms = new Tape(seed, 300, 200).DelayMsOf(code, attempt);
            if (otherSeed != seed)
                Assert.NotEqual(ms, new Tape(otherSeed, 300, 200).DelayMsOf(code, attempt));
            if (otherCode != code)
                Assert.NotEqual(ms, new Tape(seed, 300, 200).DelayMsOf(otherCode, attempt));
            if (otherAttempt != attempt)
                Assert.NotEqual(ms, new Tape(seed, 300, 200).DelayMsOf(code, otherAttempt));
        });

    [Fact]
    public void DelayOf_NeighbouringSeeds_HaveDifferentFastestCountries()
    {
        string[] Fastest(int seed) =>
            [.. WebRoot.Catalog.All.OrderBy(country => new Tape(seed, 300, 200).DelayMsOf(country.Code, 1)).Take(10)
            .Select(country => country.Code)];
        Assert.InRange(Fastest(42).Intersect(Fastest(43)).Count(), 0, 3);
        Assert.InRange(Fastest(43).Intersect(Fastest(44)).Count(), 0, 3);
    }

    [Fact]
    public void DelayOf_AllCountries_SpreadOverWholeRange()
    {
        // Ten intervals with 25 delays each on average. Each must have from 10 to 45.
        var drawers = new int[10];
        foreach (var country in WebRoot.Catalog.All)
            drawers[(int)((new Tape(42, 300, 200).DelayMsOf(country.Code, 1) - 100) / 40)]++;
        Assert.Equal(249, drawers.Sum());
        Assert.All(drawers, count => Assert.InRange(count, 10, 45));
    }

    [Fact]
    public void DelayOf_LongerDelaySameSeed_KeepsOrderOfCountries()
    {
        var fast = new Tape(7, 100, 50);
        var slow = new Tape(7, 3000, 2999);
        Assert.Equal(
            WebRoot.Catalog.All.OrderBy(country => fast.DelayMsOf(country.Code, 1)),
            WebRoot.Catalog.All.OrderBy(country => slow.DelayMsOf(country.Code, 1)));
    }

    [Fact]
    public void DelayOf_NoJitter_IsTheDelay() => Assert.Equal(300, new Tape(42, 300, 0).DelayMsOf("CN", 1));

    [Fact]
    public void DelayOf_JitterBeyondTheDelay_IsNeverNegative() =>
        Gen.Select(Seeds, Codes).Sample((seed, code) => Assert.InRange(new Tape(seed, 1, 1000).DelayMsOf(code, 1), 0, 1001));
}
