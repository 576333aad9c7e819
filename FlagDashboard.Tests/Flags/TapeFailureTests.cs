using CsCheck;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public class TapeFailureTests
{
    private static readonly string[] Codes = [.. WebRoot.Catalog.All.Select(country => country.Code)];

    [Fact]
    public void FailureOf_ThisTape_NeverChanges()
    {
        var tape = new Tape(612, 300, 200, 0.5);
        Assert.Equal(
            "BD:ServerError BR:WrongLength CD:- CN:- DE:- EG:- ET:- FR:- "
                + "ID:Reset IN:- IR:Unavailable JP:- MX:Teapot NG:TooManyRequests PH:- PK:WrongLength RU:- TR:- US:TooManyRequests VN:-",
            string.Join(' ', WebRoot.Catalog.Pop20.Select(
                country => $"{country.Code}:{tape.FailureOf(country.Code, 1)?.ToString() ?? "-"}")));
    }

    [Fact]
    public void FailureOf_HigherRate_FailsSameCountriesAndMore() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0, 1]).Sample((seed, rate) =>
        {
            var failing = Failing(new Tape(seed, 0, 0, rate));
            Assert.InRange(failing.Count, (249 * rate) - 50, (249 * rate) + 50);
            Assert.Superset(failing, Failing(new Tape(seed, 0, 0, Math.Min(1, rate + 0.1))));
        });

    [Fact]
    public void FailureOf_RateZeroOrOne_FailsNoneOrAll()
    {
        Assert.Empty(Failing(new Tape(7, 0, 0, 0)));
        Assert.Equal(Codes.Length, Failing(new Tape(7, 0, 0, 1)).Count);
    }

    [Fact]
    public void FailureOf_AnyMix_TakesEveryKindOfItAndNoOther()
    {
        foreach (var mix in new[] { Tape.DefaultFailureKinds, [FailureKind.Stall], [FailureKind.Reset, FailureKind.Refused] })
        {
            var tape = new Tape(3, 0, 0, 1, mix);
            Assert.Equal(mix.ToHashSet(), Codes.Select(code => tape.FailureOf(code, 1)!.Value).ToHashSet());
        }
    }

    [Fact]
    public void DelayOf_TapeWithFailures_EqualsDelayWithout() => Assert.All(
        Codes, code => Assert.Equal(new Tape(5, 300, 200).DelayMsOf(code, 1), new Tape(5, 300, 200, 0.5).DelayMsOf(code, 1)));

    private static HashSet<string> Failing(Tape tape) => [.. Codes.Where(code => tape.FailureOf(code, 1) is not null)];
}
