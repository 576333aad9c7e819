using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Sharing;

namespace FlagDashboard.Tests.Log;

/// <summary>A log takes any text from outside, and what it then has, its import accepts.</summary>
public class EventTextSanitizerTests
{
    private static readonly RaceDefinition Definition = new([], [new ModeInfo("fake", "Fake", "", ReceiveOrder.CallOrder)]);

    public static TheoryData<string> HostileTexts =>
    [
        new string('x', 30_000),
        string.Concat(Enumerable.Repeat("🇧🇷", 5_000)),
        "HTTP 503 \u001b[31mred\u001b]0;title\u0007\u001b[2J",
        string.Concat(Enumerable.Range(0, 0xA0).Select(code => (char)code)),
        "\u202Egnp.rb\u2066",
        "half of a pair: \uD83C",
        " ",
        "",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Append_HostileText_IsCleanAndTheImportAcceptsIt(string text)
    {
        var log = new RaceLog(TimeProvider.System);
        log.Append(new(0, 0, RaceEventKind.RaceStarted) { Definition = Definition });
        log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        log.Append(new(0, 0, RaceEventKind.Phase, 0, Worker: 1) { PhaseName = text });
        log.Append(new(0, 0, RaceEventKind.WorkerNamed, 0, Worker: 1) { WorkerName = text });
        log.Append(new(0, 0, RaceEventKind.Submitted, 0, 0) { UnlistedLabel = "BR" });
        log.Append(new(0, 0, RaceEventKind.Submitted, 0, 1) { UnlistedLabel = text });
        log.Append(new(0, 0, RaceEventKind.Started, 0, 0, 1));
        log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, Status: Outcome.Error) { Reason = text });
        log.Append(new(0, 0, RaceEventKind.Started, 0, 1, 1));
        log.Append(new(0, 0, RaceEventKind.Finished, 0, 1, Status: Outcome.Ok, Bytes: 1) { Result = text });
        log.Append(new(0, 0, RaceEventKind.Answered, 0) { SessionEntry = new(text, text, 0, text) });
        log.Append(new(0, 0, RaceEventKind.RunFinished, 0, Status: Outcome.Error) { Reason = text });
        log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Ok) { Reason = text });

        var events = log.Snapshot();
        Assert.All(events, raceEvent => Assert.DoesNotContain(raceEvent.Reason ?? "", char.IsControl));
        var file = LogFile.ToBytes(events);
        var imported = LogReader.Read(file);
        Assert.Equal(file, LogFile.ToBytes(imported.Events));
        AllExports.All(RaceState.At(imported.Events, double.MaxValue));
    }

    [Fact]
    public void Append_PrintableText_KeepsStringInstance()
    {
        var (log, reason) = (new RaceLog(TimeProvider.System), new string("no answer within 10 s".ToCharArray()));
        log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, Status: Outcome.Error) { Reason = reason });
        Assert.Same(reason, log.Snapshot()[0].Reason);
    }
}
