using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Sharing;

public class LogReaderTests
{
    private static readonly string Sha = new('a', 64);

    // A complete log of one run, one event per line.
    private static readonly string[] Whole =
    [
        """{"seq":1,"at":0,"kind":"raceStarted","detail":"{\"items\":[\"BR\",\"CN\"],\"runs\":[{"""
            + """\"id\":\"async\",\"title\":\"Async\",\"summary\":\"One thread.\","""
            + """\"delivery\":\"completionOrder\",\"unit\":\"flags\"}]}"}""",
        """{"seq":2,"at":1,"kind":"runStarted","run":0,"worker":2}""",
        """{"seq":3,"at":1,"kind":"submitted","run":0,"future":0}""",
        """{"seq":4,"at":2,"kind":"started","run":0,"future":0,"worker":1}""",
        $$"""{"seq":5,"at":9.5,"kind":"finished","run":0,"future":0,"status":"ok","bytes":12,"image":"{{Sha}}"}""",
        """{"seq":6,"at":10,"kind":"received","run":0,"future":0,"status":"ok"}""",
        """{"seq":7,"at":11,"kind":"finished","run":0,"future":1,"status":"cancelled","detail":"never started"}""",
        """{"seq":8,"at":12,"kind":"runFinished","run":0,"status":"cancelled"}""",
        """{"seq":9,"at":12,"kind":"raceFinished","status":"cancelled"}""",
    ];

    private static ImportedLog Read(string text) => LogReader.Read(Encoding.UTF8.GetBytes(text));

    private static ImportedLog Read(IEnumerable<string> lines) => Read(string.Join('\n', lines) + '\n');

    private static ImportRefusedException Refused(Action read) => Assert.Throws<ImportRefusedException>(read);

    private static string With(int line, string field, string? value)
    {
        var json = JsonNode.Parse(Whole[line - 1])!.AsObject();
        json[field] = value is null ? null : JsonNode.Parse(value);
        return json.ToJsonString();
    }

    private static string[] Instead(int line, string text) => [.. Whole[..(line - 1)], text, .. Whole[line..]];

    [Fact]
    public void Read_CompleteLog_ReturnsItsEvents()
    {
        var log = Read(Whole);
        Assert.False(log.IsTruncated);
        Assert.Equal(Whole.Length, log.Events.Count);
        Assert.Equal(new RaceEvent(5, 9.5, RaceEventKind.Finished, 0, 0, 0, Outcome.Ok, 12, Sha), log.Events[4]);
        AllExports.All(RaceState.At(log.Events, double.MaxValue));
    }

    [Fact]
    public void Read_ByteOrderMarkOrCrLf_ReturnsSameEvents()
    {
        Assert.Equal(Read(Whole).Events, Read("\uFEFF" + string.Join("\r\n", Whole)).Events);
        Assert.Equal(Read(Whole).Events, Read(string.Join('\n', Whole)).Events);
    }

    [Fact]
    public void Read_BlankLines_ArePassedOver()
    {
        Assert.Equal(Read(Whole).Events, Read(string.Join('\n', Whole) + "\n\n").Events);
        Assert.Equal(Read(Whole).Events, Read("\r\n" + string.Join("\n \t\n", Whole)).Events);
        // Errors still name the number of the line in the file, including blank lines.
        Assert.Equal(4, Refused(() => Read(["", "", Whole[0], "no event"])).Line);
        Assert.Equal(5, Refused(() => Read(["", "", Whole[0], "", With(2, "seq", "3")])).Line);
    }

    [Theory]
    [InlineData("\"2026-03-04T05:06:07Z\"", null)]
    [InlineData("null", null)]
    [InlineData("\"yesterday\"", "is not the definition")]
    [InlineData("\"99999-01-01T00:00:00Z\"", "is not the definition")]
    [InlineData("1795945014081", "is not the definition")]
    [InlineData("{}", "is not the definition")]
    public void Read_TimeOfStart_IsOptionalAndATime(string json, string? refusal)
    {
        var first = JsonNode.Parse(Whole[0])!.AsObject();
        var definition = JsonNode.Parse((string)first["detail"]!)!.AsObject();
        definition["startedAt"] = JsonNode.Parse(json);
        first["detail"] = definition.ToJsonString();
        var log = Instead(1, first.ToJsonString());
        if (refusal is null)
            Assert.Equal(json, JsonSerializer.Serialize(Read(log).Events[0].Definition!.ClaimedStart).Replace("+00:00", "Z"));
        else
            Assert.Contains(refusal, Refused(() => Read(log)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON", "The line is not an event")]
    [InlineData("{\"text\":\"bell\\u0007\"}", "some that cannot be printed")]
    [InlineData("{\"call\":\"f1.Result()\"}", "An answer has a text")]
    [InlineData("{\"text\":\"10\",\"tookMs\":-1}", "An answer took no negative time")]
    [InlineData("{\"text\":\"10\",\"tookMs\":1.5}", "not longer than the race so far")]
    [InlineData("{\"text\":\"10\",\"tookMs\":\"NaN\"}", "An answer took no negative time")]
    public void Read_InvalidAnswer_IsRefused(string detail, string says)
    {
        var answered = new JsonObject { ["seq"] = 3, ["at"] = 1, ["kind"] = "answered", ["run"] = 0, ["detail"] = detail };
        Assert.Contains(says, Refused(() => Read([.. Whole[..2], answered.ToJsonString()])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LogWithoutEnd_ReturnsInterruptedRace()
    {
        var log = Read(Whole[..5]);
        Assert.True(log.IsTruncated);
        Assert.Equal(
            new RaceEvent(6, 9.5, RaceEventKind.RaceFinished, Status: Outcome.Error) { Reason = LogReader.TruncatedReason },
            log.Events[^1]);
        var race = RaceState.At(log.Events, double.MaxValue);
        Assert.Equal((9.5, Outcome.Error, 1), (race.FinishedAtMs, race.Outcome, race.Runs[0].DoneCount));
        AllExports.All(race);
    }

    [Theory]
    [InlineData(1, "seq", "2", "seq is 2 where 1 comes next")]
    [InlineData(5, "seq", "6", "seq is 6 where 5 comes next")]
    [InlineData(5, "at", "1", "at is 1, after 2 in the line before")]
    [InlineData(5, "at", "-1", "at is -1: a time is from 0")]
    [InlineData(5, "at", "1e300", "a time is from 0 to 86400000 ms")]
    [InlineData(5, "at", "1e999", "")]
    [InlineData(5, "at", "\"NaN\"", "not an event")]
    [InlineData(5, "kind", "\"exploded\"", "not an event")]
    [InlineData(5, "kind", "3", "not an event")]
    [InlineData(5, "kind", "\"received\"", "cannot happen now")]
    [InlineData(5, "run", "1", "run is 1: the race has 1 runs")]
    [InlineData(5, "run", "null", "run is -1")]
    [InlineData(5, "future", "2", "cannot happen now")]
    [InlineData(5, "future", "-7", "cannot have future -7")]
    [InlineData(3, "future", "676", "cannot have future 676")]
    [InlineData(2, "future", "0", "runStarted cannot have future 0")]
    [InlineData(2, "worker", "677", "worker is 677: for runStarted it is from 0 to 676")]
    [InlineData(4, "worker", "3", "worker is 3: for started it is from 1 to 2")]
    [InlineData(4, "worker", "null", "worker is 0: for started it is from 1 to 2")]
    [InlineData(5, "status", "null", "has a status")]
    [InlineData(5, "status", "2", "not an event")]
    [InlineData(5, "status", "\"notFound\"", "Only a future that ended ok has an image and bytes")]
    [InlineData(5, "bytes", "-2", "bytes is -2")]
    [InlineData(5, "image", "\"../../etc/passwd\"", "image is not a SHA-256")]
    [InlineData(5, "detail", "\"bell\\u0007\"", "some that cannot be printed")]
    [InlineData(5, "detail", "\"turned \\u202e round\"", "some that cannot be printed")]
    [InlineData(3, "detail", "\"two\\nlines\"", "detail is a name")]
    [InlineData(8, "status", "null", "cannot end a run")]
    [InlineData(8, "status", "\"notFound\"", "cannot end a run")]
    [InlineData(8, "future", "2", "cannot end a run")]
    [InlineData(9, "status", "null", "cannot end the race")]
    [InlineData(9, "run", "0", "cannot end the race")]
    [InlineData(1, "kind", "\"runStarted\"", "A log begins with raceStarted, not with runStarted")]
    [InlineData(1, "detail", "\"[]\"", "not the definition of a race")]
    [InlineData(1, "detail", "null", "not the definition of a race")]
    public void Read_InvalidLine_IsRefusedWithItsNumber(int line, string field, string value, string says)
    {
        var text = value == "1e999"
            ? Whole[line - 1].Replace("9.5", value, StringComparison.Ordinal)
            : With(line, field, value == "null" ? null : value);
        var refused = Refused(() => Read(Instead(line, text)));
        Assert.Equal(line, refused.Line);
        Assert.StartsWith($"Line {line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(ImportRefusedException.DefaultRemedy, refused.Message, StringComparison.Ordinal);
    }

    // Each event is legal by itself, but not after those before it.
    [Theory]
    [InlineData(3, """{"kind":"submitted","run":0,"future":2,"detail":"DE"}""", "The race does not list this future")]
    [InlineData(2, """{"kind":"runFinished","run":0,"status":"ok"}""", "A run does not end before its start")]
    [InlineData(9, """{"kind":"runStarted","run":0,"worker":2}""", "A run does not start after its end")]
    [InlineData(8, """{"kind":"received","run":0,"future":1,"status":"cancelled"}""", "A cancelled future is not received")]
    [InlineData(8, """{"kind":"runFinished","run":0,"status":"ok","detail":"HTTP 500"}""", "A run that ends ok has no reason")]
    [InlineData(8, """{"kind":"runFinished","run":0,"status":"ok","future":0}""", "A run that ends ok has no reason")]
    [InlineData(8, """{"kind":"runFinished","run":0,"status":"error","future":0}""", "A future that raised nothing ends no run")]
    [InlineData(6, """{"kind":"received","run":0,"future":0,"status":"error"}""", "received with the status with which it ended")]
    [InlineData(9, """{"kind":"raceFinished","status":"ok"}""", "A race with a cancelled run does not end ok")]
    public void Read_EventThatContradictsEarlierOnes_IsRefused(int seq, string text, string says)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        (json["seq"], json["at"]) = (seq, 12);
        Assert.Contains(says, Refused(() => Read([.. Whole[..(seq - 1)], json.ToJsonString()])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"workers\":2", null)]
    [InlineData("\"workers\":3", "A run has as many workers as its plan says")]
    [InlineData("\"aside\":true", "The plan breaks a rule for plans, or does not match the items and runs")]
    [InlineData("\"byHand\":true", "The plan breaks a rule for plans, or does not match the items and runs")]
    public void Read_RunThatDiffersFromPlan_IsRefused(string fieldOfRun, string? says)
    {
        var first = JsonNode.Parse(Whole[0])!.AsObject();
        first["detail"] = $$$"""
            {"items":["BR","CN"],"runs":[{"id":"async","title":"Async","summary":"",{{{fieldOfRun}}}}],
            "plan":{"countries":["BR","CN"],"modes":["async"]}}
            """;
        void Import() => Read(Instead(1, first.ToJsonString()));
        if (says is null)
            Import();
        else
            Assert.Contains(says, Refused(Import).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoFuturesOnOneWorker_IsRefused()
    {
        string[] started =
        [
            .. Whole[..4], """{"seq":5,"at":2,"kind":"submitted","run":0,"future":1}""",
            """{"seq":6,"at":3,"kind":"started","run":0,"future":1,"worker":1}""",
        ];
        Assert.Contains("This worker runs another future", Refused(() => Read(started)).Message, StringComparison.Ordinal);
        started[5] = started[5].Replace("\"worker\":1", "\"worker\":2", StringComparison.Ordinal);
        Assert.Equal(7, Read(started).Events.Count);
    }

    [Theory]
    [InlineData("items", "null", "at most 676 items")]
    [InlineData("items", """["BR", null]""", "An item is one line")]
    [InlineData("items", """["BR", ""]""", "An item is one line")]
    [InlineData("runs", "[]", "1 to 16 runs")]
    [InlineData("runs", "[null]", "A run has an id")]
    [InlineData("runs", """[{"id":"<b>","title":"A","summary":""}]""", "A run has an id")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":"","unit":""}]""", "A run has an id")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":"","unit":null}]""", "A run has an id")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":"","phases":[{"name":null}]}]""", "A run has an id")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":"","workers":100000}]""", "A run has an id")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":""},{"id":"a","title":"A","summary":""}]""", "an id of its own")]
    [InlineData("runs", """[{"id":"a","title":"A","summary":"","baselineId":"b"}]""", "compared with a run of the race")]
    [InlineData("plan", """{"countries":["BR"],"modes":["async"]}""", "The plan breaks a rule")]
    [InlineData("plan", """{"countries":["BR","CN"],"modes":["async"],"workers":0}""", "The plan breaks a rule")]
    [InlineData("plan", """{"countries":["BR","CN"],"modes":["async"],"delayMs":1e9}""", "The plan breaks a rule")]
    [InlineData("plan", """{"countries":["BR","CN"],"modes":["async"],"mix":null}""", "The plan breaks a rule")]
    [InlineData("plan", """{"modes":["async"]}""", "not the definition of a race")]
    [InlineData(
        "experiment", """{"id":"lock","title":"The lock","facts":"","link":"https://example.org/"}""",
        "a link that begins with /experiments/")]
    [InlineData(
        "experiment", """{"id":"lock","title":"The lock","facts":"","link":"//example.org/experiments/"}""",
        "a link that begins with /experiments/")]
    [InlineData(
        "experiment", """{"id":"lock","title":"The lock","facts":"","link":"javascript:alert(1)"}""",
        "a link that begins with /experiments/")]
    [InlineData(
        "experiment", """{"id":"lock","title":"The lock","facts":"","link":"/experiments/lock?a=\"onload"}""",
        "a link that begins with /experiments/")]
    [InlineData(
        "experiment", """{"id":"lock","title":"\u200B","facts":"","link":"/experiments/lock"}""",
        "a link that begins with /experiments/")]
    [InlineData(
        "experiment", """{"id":"lock","title":null,"facts":"","link":"/experiments/lock"}""",
        "a link that begins with /experiments/")]
    public void Read_InvalidDefinition_IsRefused(string field, string value, string says)
    {
        var first = JsonNode.Parse(Whole[0])!.AsObject();
        var definition = JsonNode.Parse((string)first["detail"]!)!.AsObject();
        definition[field] = JsonNode.Parse(value);
        first["detail"] = definition.ToJsonString();
        var refused = Refused(() => Read(Instead(1, first.ToJsonString())));
        Assert.Equal(1, refused.Line);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("\n", "The file is empty.")]
    [InlineData("seq,at\r\n1,2", "Line 1: The line is not an event")]
    [InlineData("null", "Line 1: The line is not an event")]
    [InlineData("[]", "Line 1: The line is not an event")]
    [InlineData("{}", "Line 1: seq is 0")]
    public void Read_FileThatIsNotALog_IsRefused(string text, string says) =>
        Assert.StartsWith(says, Refused(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_EventAfterEnd_IsRefused() =>
        Assert.Equal(10, Refused(() => Read([.. Whole, Whole[8].Replace(":9", ":10", StringComparison.Ordinal)])).Line);

    [Fact]
    public void Read_HalfACharacter_IsRefused() => Assert.StartsWith(
        "Line 7: The line is not an event",
        Refused(() => Read(Instead(7, Whole[6].Replace("never", "\\ud800", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreRefused()
    {
        var bytes = Encoding.Latin1.GetBytes(
            string.Join('\n', Instead(7, Whole[6].Replace("never", "ni\u00E9", StringComparison.Ordinal))));
        Assert.StartsWith("Line 7: The line is not UTF-8.", Refused(() => LogReader.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024 * 1024, "Line 1: The line is longer")]
    [InlineData((1024 * 1024) + 1, "The file is larger than 1 MB.")]
    [InlineData(10 * 1024 * 1024, "The file is larger than 1 MB.")]
    public async Task Read_Stream_HasALargestSize(int bytes, string message)
    {
        using var file = new MemoryStream(new byte[bytes]);
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(
            () => LogReader.Read(file, 1, TestContext.Current.CancellationToken));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.InRange(file.Position, 0, (1024 * 1024) + 65536);
    }

    [Fact]
    public async Task Read_EndlessFile_IsRefusedAtTheLimit()
    {
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(
            () => LogReader.Read(new Endless(), maxMegabytes: 20, TestContext.Current.CancellationToken));
        Assert.StartsWith("The file is larger than 20 MB.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EndlessLine_IsRefused() => Assert.StartsWith(
        "Line 7: The line is longer than 256 KB.", Refused(() => Read(Instead(7, new string(' ', LogReader.MaxLineBytes + 1)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_LongText_IsRefused() => Assert.Contains(
        "more than 8000 characters", Refused(() => Read(Instead(7, With(7, "detail", $"\"{new string('a', 8001)}\"")))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyLines_IsRefused()
    {
        var lines = Whole[..2].Concat(
            Enumerable.Range(3, LogReader.MaxLines - 1)
                .Select(seq => $$"""{"seq":{{seq}},"at":1,"kind":"answered","run":0,"detail":"{\"text\":\"\"}"}"""));
        Assert.StartsWith(
            "Line 200001: The file has more than 200000 lines.", Refused(() => Read(lines)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManyPhases_IsRefused()
    {
        var lines = Whole[..2].Concat(
            Enumerable.Range(3, ImportedEventRules.MaxPhaseEvents + 1).Select(seq =>
                $$"""{"seq":{{seq}},"at":1,"kind":"phase","run":0,"worker":{{1 + (seq % 2)}},"detail":"works"}"""));
        Assert.Contains("more than 50000 phases", Refused(() => Read(lines)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SiteId.Local)]
    [InlineData(SiteId.Error)]
    public async Task Read_LogOfRealRace_ReturnsSameEvents(SiteId site)
    {
        await using var dashboard = await TestDashboard.Start();
        var race = dashboard.Race(
            plan => plan with { Countries = [.. plan.Countries.Take(6)], Site = site, DelayMs = 5, JitterMs = 5, ErrorRate = 0.5 });
        await race.Through();
        Assert.Equal(race.Log.Snapshot(), LogReader.Read(LogFile.ToBytes(race.Log.Snapshot())).Events);
    }

    [Theory]
    [InlineData("map-or-as-completed", "delays=0.01,0.02")]
    [InlineData("progress", "delay=10&jitter=5")]
    [InlineData("loop", "block=300&delay=20&jitter=0&after=1")]
    [InlineData("lock", "items=2&limit=1000")]
    public async Task Read_LogOfRealExperiment_ReturnsSameEvents(string id, string query)
    {
        await using var dashboard = await TestDashboard.Start();
        var experiment = dashboard.Get<ExperimentRegistry>().Find(id)!;
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        var race = experiment.Start(
            SettingValues.Read(experiment.Settings, name => asked.TryGetValue(name, out var text) ? text.ToString() : null));
        await race.Through();
        var log = LogReader.Read(LogFile.ToBytes(race.Log.Snapshot()));
        Assert.Equal(race.Log.Snapshot(), log.Events);
        AllExports.All(RaceState.At(log.Events, double.MaxValue));
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
