using System.Text.Json;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>The work of the main thread of a page, from a trace of the browser.</summary>
/// <param name="FramesMs">
/// For each frame that the browser drew, the time of all tasks from the start of the frame to the start of the next, in ms.
/// </param>
/// <param name="ChangesMs">The time of all tasks for each frame in which the page changed, in ms.</param>
/// <param name="TasksMs">The time of each task, in ms.</param>
internal sealed record MainThreadWork(IReadOnlyList<double> FramesMs, IReadOnlyList<double> ChangesMs, IReadOnlyList<double> TasksMs)
{
    private const string TaskEvent = "RunTask";
    private const string DrawnFrameEvent = "BeginFrame";
    private const string ChangedFrameEvent = "BeginMainThreadFrame";

    /// <summary>Traces the browser while <paramref name="action"/> runs.</summary>
    public static async Task<MainThreadWork> Trace(IBrowser browser, Func<Task> action)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var events = new List<JsonElement>();
        var complete = new TaskCompletionSource();
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.SetResult();
        await session.SendAsync("Tracing.start", new()
        {
            ["traceConfig"] = new
            {
                includedCategories = new[] { "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame" },
                excludedCategories = new[] { "*" },
                recordMode = "recordAsMuchAsPossible",
            },
        });
        await action();
        await session.SendAsync("Tracing.end");
        await complete.Task;
        await session.DetachAsync();
        return Of(events);
    }

    private static MainThreadWork Of(List<JsonElement> events)
    {
        var page = events.Where(traceEvent => Name(traceEvent) == ChangedFrameEvent).GroupBy(Thread).MaxBy(thread => thread.Count())?.Key
            ?? throw new CannotMeasureException("The trace has no frames.");
        // A task that runs at the end of the trace has no duration.
        var tasks = events
            .Where(traceEvent => Name(traceEvent) == TaskEvent && Thread(traceEvent) == page && traceEvent.TryGetProperty("dur", out _))
            .Select(task => (From: At(task), Ms: task.GetProperty("dur").GetDouble() / 1000)).ToList();
        return new(
            WorkByFrame(DrawnFrameEvent, traceEvent => Process(traceEvent) == page.Process),
            WorkByFrame(ChangedFrameEvent, traceEvent => Thread(traceEvent) == page),
            tasks.ConvertAll(task => task.Ms));

        IReadOnlyList<double> WorkByFrame(string mark, Func<JsonElement, bool> isOfPage)
        {
            var starts = events.Where(traceEvent => Name(traceEvent) == mark && isOfPage(traceEvent)).Select(At).Order().ToArray();
            var work = new double[starts.Length];
            foreach (var (from, ms) in tasks)
            {
                // The task of a changed frame contains the mark of the frame.
                var frame = Array.FindLastIndex(starts, start => start <= (mark == ChangedFrameEvent ? from + (1000 * ms) : from));
                if (frame >= 0)
                    work[frame] += ms;
            }

            // The last frame may continue after the trace.
            return work[..^1];
        }
    }

    private static string? Name(JsonElement traceEvent) => traceEvent.GetProperty("name").GetString();

    private static double At(JsonElement traceEvent) => traceEvent.GetProperty("ts").GetDouble();

    private static int Process(JsonElement traceEvent) => traceEvent.GetProperty("pid").GetInt32();

    private static (int Process, int Thread) Thread(JsonElement traceEvent) =>
        (Process(traceEvent), traceEvent.GetProperty("tid").GetInt32());
}
