using System.Text.Json;
using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Log;

public class RaceJsonTests
{
    // JSON cannot represent half of a surrogate pair, so these texts contain none.
    private static readonly Gen<string?> Texts = Gen.Null(Gen.String.Where(text => !text.Any(char.IsSurrogate)))!;

    private static readonly Gen<RaceEvent> Events = Gen.Select(
        Gen.Int[1, int.MaxValue],
        Gen.Double[0, 1e9],
        Gen.Enum<RaceEventKind>(),
        Gen.Select(Gen.Int[-1, 5], Gen.Int[-1, 675], Gen.Int[0, 676], Gen.Int[-1, FlagClient.MaxBodyBytes]),
        Gen.Nullable(Gen.Enum<Outcome>()),
        Gen.Select(Texts, Texts),
        (seq, at, kind, numbers, status, texts) =>
            new RaceEvent(seq, at, kind, numbers.Item1, numbers.Item2, numbers.Item3, status, numbers.Item4, texts.Item1)
            {
                Payload = Payload(kind, texts.Item2),
            });

    private static object? Payload(RaceEventKind kind, string? text) => (kind, text) switch
    {
        (_, null) => null,
        (RaceEventKind.RaceStarted or RaceEventKind.Redefined, _) => new RaceDefinition(
            [text], [new ModeInfo("async", text, "", ReceiveOrder.CallOrder)], Experiment: new("lock", text, "", "/experiments/lock")),
        (RaceEventKind.Answered, _) => new SessionEntry(text.Length % 2 == 0 ? null : "f1.Done", text, text.Length, "page"),
        (RaceEventKind.Intervened, _) => new Intervention(
            text.Length % 2 == 0 ? InterventionAct.Slow : InterventionAct.Cancel, text.Length % 2 == 0 ? text.Length + 0.5 : null, text),
        _ => text,
    };

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions();
        RaceJson.Configure(options);
        return options;
    }

    private static RaceEvent Read(string json) => JsonSerializer.Deserialize<RaceEvent>(json, RaceJson.Options);

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, RaceJson.Options);

    // Options with the same converters share the serialiser's metadata.
    [Fact]
    public void Configure_OptionsOfTwoConnections_HaveTheSameConverters() =>
        Assert.Equal(Configured().Converters, Configured().Converters, ReferenceEqualityComparer.Instance);

    [Fact]
    public void Plan_AnyCode_IsWrittenOnlyIfTrue()
    {
        var plan = new RacePlan { Countries = ["ZZ"], Modes = ["async"] };
        Assert.DoesNotContain("anyCode", JsonSerializer.Serialize(plan, RaceJson.Options), StringComparison.Ordinal);
        var any = JsonSerializer.Serialize(plan with { AllowsNonCountryCodes = true }, RaceJson.Options);
        Assert.Contains("\"anyCode\":true", any, StringComparison.Ordinal);
        Assert.True(JsonSerializer.Deserialize<RacePlan>(any, RaceJson.Options)!.AllowsNonCountryCodes);
    }

    [Fact]
    public void Event_AllFieldsSet_WritesExpectedJson() => Assert.Equal(
        """{"seq":7,"at":12.5,"kind":"runFinished","run":0,"future":19,"worker":5,"""
        + "\"status\":\"notFound\",\"bytes\":0,\"image\":\"ab12\",\"detail\":\"HTTP 500\"}",
        Write(new RaceEvent(7, 12.5, RaceEventKind.RunFinished, 0, 19, 5, Outcome.NotFound, 0, "ab12") { Reason = "HTTP 500" }));

    [Fact]
    public void Event_FieldsInAnyOrderUnknownOrNull_IsRead() => Assert.Equal(
        new RaceEvent(7, 12.5, RaceEventKind.Finished, 1, Status: Outcome.Error) { Reason = "HTTP 500" },
        Read("""
            {"detail":"HTTP 500","later":{"seq":1,"list":[1,{}]},"status":"error","run":1,"kind":"finished","at":12.5,"seq":3,"seq":7,
            "future":null,"worker":null,"bytes":null,"image":null,"cpuMs":null}
            """));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"seq":null}""")]
    [InlineData("""{"seq":"7"}""")]
    [InlineData("""{"seq":7.5}""")]
    [InlineData("""{"seq":3000000000}""")]
    [InlineData("""{"at":"soon"}""")]
    [InlineData("""{"kind":null}""")]
    [InlineData("""{"kind":3}""")]
    [InlineData("""{"kind":"arrived"}""")]
    [InlineData("""{"status":3}""")]
    [InlineData("""{"status":"well"}""")]
    [InlineData("""{"image":5}""")]
    [InlineData("""{"detail":{}}""")]
    [InlineData("""{"cpuMs":true}""")]
    [InlineData("""{"seq":7""")]
    public void Event_FieldOfAnotherType_IsRefused(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Event_WithAnAnswer_CarriesItAsJsonInsideDetail() => Assert.Equal(
        """{"seq":3,"at":1,"kind":"answered","run":1,"detail":"{"""
        + """\u0022call\u0022:\u0022f1.Done\u0022,\u0022text\u0022:\u0022True\u0022,"""
        + """\u0022tookMs\u0022:0.5,\u0022thread\u0022:\u0022page\u0022}"}""",
        Write(new RaceEvent(3, 1, RaceEventKind.Answered, 1) { SessionEntry = new("f1.Done", "True", 0.5, "page") }));

    [Fact]
    public void Event_WithAnIntervention_CarriesItAsJsonInsideDetail() => Assert.Equal(
        """{"seq":3,"at":1,"kind":"intervened","future":4,"detail":"{"""
        + """\u0022act\u0022:\u0022slow\u0022,\u0022delayMs\u0022:5000,\u0022by\u0022:\u0022presenter\u0022}"}""",
        Write(new RaceEvent(3, 1, RaceEventKind.Intervened, Future: 4) { Intervention = new(InterventionAct.Slow, 5000) }));

    [Theory]
    [InlineData("intervened", "[]")]
    [InlineData("intervened", "{\"act\":\"explode\"}")]
    [InlineData("raceStarted", "[]")]
    [InlineData("raceStarted", "null")]
    [InlineData("answered", "no JSON")]
    public void Event_DetailDoesNotFitKind_ThrowsMalformedPayloadException(string kind, string detail)
    {
        var json = JsonSerializer.Serialize(new { seq = 1, at = 0, kind, detail });
        Assert.Throws<MalformedEventPayloadException>(() => JsonSerializer.Deserialize<RaceEvent>(json, RaceJson.Options));
    }

    [Fact]
    public void Event_PropertiesOfOtherKinds_AreNull()
    {
        var phase = new RaceEvent(2, 0, RaceEventKind.Phase, 0, Worker: 1) { PhaseName = "starting" };
        Assert.Equal(
            ("starting", null, null, null, null, null, null),
            (phase.PhaseName, phase.UnlistedLabel, phase.WorkerName, phase.Result, phase.Reason, phase.Definition, phase.SessionEntry));
        var ok = new RaceEvent(2, 0, RaceEventKind.Finished, 0, 0, Status: Outcome.Ok) { Result = "50" };
        Assert.Equal(("50", null), (ok.Result, ok.Reason));
        var failed = new RaceEvent(2, 0, RaceEventKind.Finished, 0, 0, Status: Outcome.NotFound) { Reason = "not found" };
        Assert.Equal((null, "not found"), (failed.Result, failed.Reason));
    }

    [Fact]
    public void ModeInfo_DefaultValues_AreNotWritten()
    {
        var json = Write(new ModeInfo("threads", "Threads", "", ReceiveOrder.CallOrder));
        Assert.DoesNotContain("workerKind", json, StringComparison.Ordinal);
        Assert.DoesNotContain("isBaseline", json, StringComparison.Ordinal);
        Assert.DoesNotContain("defaultWorkers", json, StringComparison.Ordinal);
        Assert.Contains(
            "\"workerKind\":\"loopSlot\"",
                Write(new ModeInfo("async", "Async", "", ReceiveOrder.CallOrder, WorkerKind: WorkerKind.LoopSlot)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Event_OptionalFieldsUnset_OmitsThem() => Assert.Equal(
        """{"seq":1,"at":0,"kind":"raceStarted"}""",
        Write(new RaceEvent(1, 0, RaceEventKind.RaceStarted)));

    [Fact]
    public void Event_CultureWithDecimalComma_WritesDecimalPoint() => Culture.WithCommas(() => Assert.Equal(
        """{"seq":1,"at":0.5,"kind":"submitted","run":1,"future":2}""",
        Write(new RaceEvent(1, 0.5, RaceEventKind.Submitted, 1, 2))));

    [Fact]
    public void Plan_Serialized_WritesExpectedJson() => Assert.Equal(
        """{"countries":["BR","CN"],"modes":["async"],"workers":5,"site":"delay","delayMs":300,"""
        + "\"jitterMs\":200,\"seed\":612,\"errorRate\":0.25,\"mix\":["
        + "\"notFound\",\"teapot\",\"tooManyRequests\",\"serverError\","
        + "\"unavailable\",\"reset\",\"wrongLength\",\"refused\"],\"start\":\"inTurn\"}",
        Write(new RacePlan { Countries = ["BR", "CN"], Modes = ["async"], StartOrder = StartOrder.InTurn }));

    [Fact]
    public void Event_WrittenAndRead_IsEqual() =>
        Events.Sample(happened => Assert.Equal(happened, JsonSerializer.Deserialize<RaceEvent>(Write(happened), RaceJson.Options)));

    [Fact]
    public void EventBatch_WrittenAndRead_IsEqual() =>
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
        Assert.Equal(
            "raceStarted,redefined,runStarted,submitted,started,finished,received,workerNamed,phase,answered,intervened,runFinished,"
                + "raceFinished",
            string.Join(',', Enum.GetValues<RaceEventKind>().Select(kind => Write(kind).Trim('"'))));
        Assert.Equal("""["ok","notFound","error","cancelled"]""", Write(Enum.GetValues<Outcome>().Select(status => status)));
    }
}
