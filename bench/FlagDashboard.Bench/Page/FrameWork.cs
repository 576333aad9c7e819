using System.Text.Json;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What a page's main thread did, from a trace of the browser.</summary>
/// <param name="FramesMs">Of each frame that the browser drew, what all tasks from its beginning to that of the next took together, in
/// ms.</param>
/// <param name="ChangesMs">The same, only of frames for which the page itself had something to do.</param>
/// <param name="TasksMs">What each task took, in ms.</param>
internal sealed record FrameWork(IReadOnlyList<double> FramesMs, IReadOnlyList<double> ChangesMs, IReadOnlyList<double> TasksMs)
{
    private const string Task = "RunTask";
    private const string Drawn = "BeginFrame";
    private const string Changed = "BeginMainThreadFrame";

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
            ["traceConfig"] = new
            {
                includedCategories =
            new[] { "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame" },
                excludedCategories = new[] { "*" },
                recordMode = "recordAsMuchAsPossible"
            },
        });
        await action();
        await session.SendAsync("Tracing.end");
        await complete.Task;
        await session.DetachAsync();
        return Of(events);
    }

    private static FrameWork Of(List<JsonElement> events)
    {
        var page = events.Where(happened => Name(happened) == Changed).GroupBy(Thread).MaxBy(thread => thread.Count())?.Key
            ?? throw new CannotMeasureException("The trace has no frames.");
        // A task that the trace was ended in has no end.
        var tasks = events.Where(happened => Name(happened) == Task && Thread(happened) == page && happened.TryGetProperty("dur", out _))
            .Select(task => (From: At(task), Ms: task.GetProperty("dur").GetDouble() / 1000)).ToList();
        return new(Work(Drawn, happened => Process(happened) == page.Process), Work(Changed, happened => Thread(happened) == page),
            tasks.ConvertAll(task => task.Ms));

        IReadOnlyList<double> Work(string mark, Func<JsonElement, bool> mine)
        {
            var starts = events.Where(happened => Name(happened) == mark && mine(happened)).Select(At).Order().ToArray();
            var work = new double[starts.Length];
            foreach (var (from, ms) in tasks)
            {
                // A frame's own task is the one that sets its mark.
                var frame = Array.FindLastIndex(starts, start => start <= (mark == Changed ? from + (1000 * ms) : from));
                if (frame >= 0)
                    work[frame] += ms;
            }

            // The last may go on after the trace.
            return work[..^1];
        }
    }

    private static string? Name(JsonElement happened) => happened.GetProperty("name").GetString();

    private static double At(JsonElement happened) => happened.GetProperty("ts").GetDouble();

    private static int Process(JsonElement happened) => happened.GetProperty("pid").GetInt32();

    private static (int Process, int Thread) Thread(JsonElement happened) => (Process(happened), happened.GetProperty("tid").GetInt32());
}
