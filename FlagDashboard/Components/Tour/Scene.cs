using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Tour;

/// <summary>One scene of the tour: a race, what to watch in it, and one question.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Watch">What to look at while it runs.</param>
/// <param name="Question">What a class is asked.</param>
/// <param name="Answer">What the screen then shows.</param>
/// <param name="Link">The plan, or the experiment, as the link of its own page.</param>
/// <param name="Rows">How its lanes are laid out at first.</param>
public sealed record Scene(string Title, string Watch, string Question, string Answer, string Link, RowLayout Rows = RowLayout.ByWorker)
{
    /// <summary>The scenes, in order.</summary>
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("One after another",
            "One worker downloads twenty flags. Watch the clock, and how one bar begins where the one before it ends.",
            "What was the worker busy with for six seconds?",
            "With waiting. Each flag takes the network 0.1 to 0.5 s and the processor next to nothing: the time is the sum of all delays.",
            "/?modes=sequential"),
        new("Five threads",
            "The same twenty flags and the same delays, with five threads that wait at the same time.",
            "Five workers: why is it not five times as fast?",
            "The work does not divide evenly. In the end some workers have nothing left to start, and wait for the last one: the dashed line is the best that this order allows.",
            "/?modes=sequential,threads-as-completed"),
        new("Finished is not received",
            "Two pools, one slow first country. Each row is a flag now: a hatched bar is finished, and held.",
            "Both pools have downloaded the same. Why does one of them show no flags for so long?",
            "map hands results over in call order: what is finished waits for Bangladesh, which is first and slowest. as_completed hands over whatever is finished.",
            "/?cc=BD,BR,CD,CN,DE,EG,ET,FR&modes=threads-map,threads-as-completed&delay=1000&jitter=900", RowLayout.ByFuture),
        new("When something fails",
            "A site on which a quarter of all answers fail. Point at a crossed-out bar to read why.",
            "One of the two ends long before its flags have come. Which, and at what?",
            "The first exception ends the iteration of map: later results are finished, or on their way, and nobody ever receives them. With as_completed each future is asked for itself, so that one failure is one failure.",
            "/?modes=threads-map,threads-as-completed&site=error"),
        new("The lock",
            "This time the workers compute, and wait for nothing. The second lane adds a lock that only one thread at a time may hold.",
            "The same threads, the same work: why does the lock make them no faster than one?",
            "Only the thread that holds the lock computes, and the others wait for it. While a thread waits for the network it needs no lock: that is why threads helped before. Processes have a lock each.",
            "/experiments/lock"),
    ];
}
