using System.Text.Json;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What a page's main thread did, from a trace of the browser.</summary>
/// <param name="FramesMs">Of each frame, what all tasks from its beginning to that of the next took together, in ms.</param>
/// <param name="TasksMs">What each task took, in ms.</param>
internal sealed record FrameWork(IReadOnlyList<double> FramesMs, IReadOnlyList<double> TasksMs)
{
    private const string Task = "RunTask";
    private const string Frame = "BeginMainThreadFrame";

    /// <summary>Traces what happens while <paramref name="action"/> runs.</summary>
    public static async Task<FrameWork> Trace(IBrowser browser, Func<Task> action)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var events = new List<JsonElement>();
        var complete = new TaskCompletionSource();
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.SetResult();
        await session.SendAsync("Tracing.start", new()
        {
            ["traceConfig"] = new { includedCategories = new[] { "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame" }, excludedCategories = new[] { "*" }, recordMode = "recordAsMuchAsPossible" },
        });
        await action();
        await session.SendAsync("Tracing.end");
        await complete.Task;
        await session.DetachAsync();
        return Of(events);
    }

    private static FrameWork Of(List<JsonElement> events)
    {
        // The page's main thread is the one that makes frames.
        var frames = events.Where(happened => Name(happened) == Frame).GroupBy(Thread).MaxBy(thread => thread.Count())
            ?? throw new InvalidOperationException("The trace has no frames.");
        var starts = frames.Select(At).Order().ToArray();
        var work = new double[starts.Length];
        var tasks = new List<double>();
        foreach (var task in events.Where(happened => Name(happened) == Task && Thread(happened) == frames.Key))
        {
            // One that the trace was ended in has no end.
            if (!task.TryGetProperty("dur", out var microseconds))
                continue;
            var ms = microseconds.GetDouble() / 1000;
            tasks.Add(ms);
            // The mark is set by the frame's own task.
            var frame = Array.FindLastIndex(starts, start => start <= At(task) + (1000 * ms));
            if (frame >= 0)
                work[frame] += ms;
        }

        // What came before the first frame and after the last belongs to neither.
        return new(work[..^1], tasks);
    }

    private static string? Name(JsonElement happened) => happened.GetProperty("name").GetString();

    private static double At(JsonElement happened) => happened.GetProperty("ts").GetDouble();

    private static (int, int) Thread(JsonElement happened) => (happened.GetProperty("pid").GetInt32(), happened.GetProperty("tid").GetInt32());
}
