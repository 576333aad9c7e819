using System.Text.Json;

namespace FlagDashboard.Tests.Sharing;

/// <summary>The rules of the Trace Event Format, implemented independently of the product.</summary>
internal static class TraceRules
{
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["M"] = ["name", "pid", "tid", "args"],
        ["X"] = ["name", "cat", "pid", "tid", "ts", "dur"],
        ["b"] = ["name", "cat", "id", "pid", "tid", "ts"],
        ["e"] = ["name", "cat", "id", "pid", "tid", "ts"],
        ["i"] = ["name", "cat", "pid", "tid", "ts", "s"],
    };

    /// <summary>Checks a trace by all rules and returns its events.</summary>
    public static List<JsonElement> Check(byte[] trace)
    {
        var root = JsonDocument.Parse(trace).RootElement;
        Assert.Equal("ms", root.GetProperty("displayTimeUnit").GetString());
        var events = root.GetProperty("traceEvents").EnumerateArray().ToList();
        Assert.All(events, CheckFields);
        CheckNames(events);
        foreach (var thread in events.Where(IsOf("X")).GroupBy(e => (Pid(e), Tid(e))))
            CheckThread(thread);
        foreach (var slice in events.Where(e => IsOf("b")(e) || IsOf("e")(e)).GroupBy(e => (Text(e, "cat"), Text(e, "id"))))
            CheckAsync([.. slice]);
        return events;
    }

    public static Func<JsonElement, bool> IsOf(string ph) => e => Text(e, "ph") == ph;

    public static string Text(JsonElement e, string field) => e.GetProperty(field).GetString()!;

    public static long Ts(JsonElement e) => e.GetProperty("ts").GetInt64();

    public static long Dur(JsonElement e) => e.GetProperty("dur").GetInt64();

    public static int Pid(JsonElement e) => e.GetProperty("pid").GetInt32();

    public static int Tid(JsonElement e) => e.GetProperty("tid").GetInt32();

    public static string? Arg(JsonElement e, string name) =>
        e.GetProperty("args").TryGetProperty(name, out var arg) ? arg.ToString() : null;

    private static void CheckFields(JsonElement e)
    {
        Assert.All(Required[Text(e, "ph")], field => Assert.True(e.TryGetProperty(field, out _), $"{field} is missing: {e}"));
        Assert.NotEqual("", Text(e, "name"));
        // Viewers treat process 0 as the idle process.
        Assert.True(Pid(e) > 0 && Tid(e) > 0);
        Assert.True(Ts(e) >= 0);
        if (IsOf("X")(e))
            Assert.True(Dur(e) >= 0);
        if (IsOf("i")(e))
            Assert.Equal("t", Text(e, "s"));
    }

    private static void CheckNames(List<JsonElement> events)
    {
        var processes = events.Where(e => Text(e, "name") == "process_name").ToDictionary(Pid);
        var threads = events.Where(e => Text(e, "name") == "thread_name").ToDictionary(Tid);
        Assert.All(processes.Values.Concat(threads.Values), e => Assert.NotEmpty(Arg(e, "name")!));
        Assert.All(events, e =>
        {
            Assert.Contains(Pid(e), processes);
            Assert.True(IsOf("M")(e) || Pid(threads[Tid(e)]) == Pid(e));
        });
    }

    private static void CheckThread(IEnumerable<JsonElement> slices)
    {
        var all = slices.Select(e => (From: Ts(e), To: Ts(e) + Dur(e))).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var later in all.Skip(i + 1))
            {
                var (one, other) = all[i].From <= later.From ? (all[i], later) : (later, all[i]);
                Assert.True(other.From >= one.To || other.To <= one.To || one.From == other.From, $"{one} and {other} overlap");
            }
        }
    }

    private static void CheckAsync(List<JsonElement> ends)
    {
        var open = new Stack<JsonElement>();
        var last = 0L;
        foreach (var end in ends)
        {
            Assert.True(Ts(end) >= last);
            last = Ts(end);
            if (IsOf("b")(end))
                open.Push(end);
            else
                Assert.Equal(Text(open.Pop(), "name"), Text(end, "name"));
        }

        Assert.Empty(open);
    }
}
