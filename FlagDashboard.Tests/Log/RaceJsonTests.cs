using System.Text.Json;
using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Log;

public class RaceJsonTests
{
    // Half a surrogate pair is no text, and JSON cannot carry it.
    private static readonly Gen<string?> Texts = Gen.Null(Gen.String.Where(text => !text.Any(char.IsSurrogate)))!;

    private static readonly Gen<RaceEvent> Events = Gen.Select(
        Gen.Int[1, int.MaxValue],
        Gen.Double[0, 1e9],
        Gen.Enum<RaceEventKind>(),
        Gen.Select(Gen.Int[-1, 5], Gen.Int[-1, 675], Gen.Int[0, 676], Gen.Int[-1, FlagClient.MaxBytes]),
        Gen.Nullable(Gen.Enum<Outcome>()),
        Gen.Select(Texts, Texts),
        (seq, at, kind, numbers, status, texts) =>
            new RaceEvent(seq, at, kind, numbers.Item1, numbers.Item2, numbers.Item3, status, numbers.Item4, texts.Item1, texts.Item2));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, RaceJson.Options);

    [Fact]
    public void Plan_ThatAllowsAnyCode_SaysSoAndOthersAreSilent()
    {
        var plan = new RacePlan { Countries = ["ZZ"], Modes = ["async"] };
        Assert.DoesNotContain("anyCode", JsonSerializer.Serialize(plan, RaceJson.Options), StringComparison.Ordinal);
        var any = JsonSerializer.Serialize(plan with { AnyCode = true }, RaceJson.Options);
        Assert.Contains("\"anyCode\":true", any, StringComparison.Ordinal);
        Assert.True(JsonSerializer.Deserialize<RacePlan>(any, RaceJson.Options)!.AnyCode);
    }

    [Fact]
    public void Event_WithEverything_IsThisLine() => Assert.Equal(
        """{"seq":7,"at":12.5,"kind":"runFinished","run":0,"future":19,"worker":5,"status":"notFound","bytes":0,"image":"ab12","detail":"HTTP 500"}""",
        Write(new RaceEvent(7, 12.5, RaceEventKind.RunFinished, 0, 19, 5, Outcome.NotFound, 0, "ab12", "HTTP 500")));

    [Fact]
    public void Event_WithNothing_LeavesOutWhatDoesNotApply() => Assert.Equal(
        """{"seq":1,"at":0,"kind":"raceStarted"}""",
        Write(new RaceEvent(1, 0, RaceEventKind.RaceStarted)));

    [Fact]
    public void Event_InACultureWithCommas_IsWrittenTheSame() => Culture.WithCommas(() => Assert.Equal(
        """{"seq":1,"at":0.5,"kind":"submitted","run":1,"future":2}""",
        Write(new RaceEvent(1, 0.5, RaceEventKind.Submitted, 1, 2))));

    [Fact]
    public void Plan_Written_IsThisLine() => Assert.Equal(
        """{"countries":["BR","CN"],"modes":["async"],"workers":5,"site":"delay","delayMs":300,"jitterMs":200,"seed":612,"errorRate":0.25,"mix":["notFound","teapot","tooManyRequests","serverError","unavailable","reset","wrongLength","refused"],"start":"inTurn"}""",
        Write(new RacePlan { Countries = ["BR", "CN"], Modes = ["async"], Start = StartOrder.InTurn }));

    [Fact]
    public void Event_AnyWrittenAndRead_IsTheSame() =>
        Events.Sample(happened => Assert.Equal(happened, JsonSerializer.Deserialize<RaceEvent>(Write(happened), RaceJson.Options)));

    [Fact]
    public void Batch_AnyWrittenAndRead_IsTheSame() =>
        Events.Array[0, 20].Sample(batch => Assert.Equal(batch, JsonSerializer.Deserialize<RaceEvent[]>(Write(batch), RaceJson.Options)!));

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{\"kind\":3}")]
    [InlineData("{\"kind\":\"exploded\"}")]
    public void Event_Malformed_IsAJsonException(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RaceEvent>(json, RaceJson.Options));

    [Fact]
    public void Enums_AllMembers_AreCamelCaseWords()
    {
        Assert.Equal("""["raceStarted","runStarted","submitted","started","finished","received","workerNamed","phase","answered","runFinished","raceFinished"]""", Write(Enum.GetValues<RaceEventKind>().Select(kind => kind)));
        Assert.Equal("""["ok","notFound","error","cancelled"]""", Write(Enum.GetValues<Outcome>().Select(status => status)));
    }
}
