using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Tour;

/// <summary>One scene of the tour. It has a race, says what to watch in it, and asks one question.</summary>
/// <param name="Title">The heading of the scene.</param>
/// <param name="WhatToWatch">Tells viewers where to look while the race runs.</param>
/// <param name="Question">The question that a teacher asks the class.</param>
/// <param name="Answer">The answer that the screen shows on request.</param>
/// <param name="Link">The address of the page with the plan or the experiment.</param>
/// <param name="Rows">The layout in which the lanes first appear.</param>
public sealed record Scene(
    string Title, string WhatToWatch, string Question, string Answer, string Link, RowLayout Rows = RowLayout.ByWorker)
{
    /// <summary>The scenes, in order.</summary>
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("One after another",
            "One worker downloads twenty flags. Watch the clock. Each bar begins where the previous bar ends.",
            "What does the worker do most of the time?",
            "It waits. Each flag takes the network 0.1 to 0.5 s and the processor almost no time. "
            + "The total time is the sum of all delays.",
            "/?modes=sequential"),
        new("Five threads",
            "Five threads download the twenty flags with the same delays. They wait at the same time.",
            "Why are five workers not five times as fast as one?",
            "The work does not divide evenly. "
            + "Near the end some workers have nothing left to start, so they wait for the last one. "
            + "The dashed line is the best time that this order allows.",
            "/?modes=sequential,threads-as-completed"),
        new("Finished is not received",
            "Two pools start with a slow first country. Each row is now a flag. A hatched bar means that the flag is finished and held.",
            "Both pools download the same flags. Why does one of them show none for so long?",
            "map returns results in call order, so finished flags wait for Bangladesh, which is first and slowest. "
            + "as_completed returns each flag as soon as it is finished.",
            "/?cc=BD,BR,CD,CN,DE,EG,ET,FR&modes=threads-map,threads-as-completed&delay=1000&jitter=900", RowLayout.ByFuture),
        new("When something fails",
            "A quarter of all answers from this site fail. Point at a crossed-out bar to read why.",
            "One of the two modes ends long before all its flags arrive. Which one ends, and why?",
            "The first exception ends the iteration of map, so the program never receives the later results, even if they are finished. "
            + "With as_completed the program asks each future for its result, so one failure affects only one flag.",
            "/?modes=threads-map,threads-as-completed&site=error"),
        new("The lock",
            "This time the workers compute and do not wait for a network. "
            + "The lane “Threads, simulated lock” adds a lock that only one thread at a time may hold.",
            "The threads and their work are the same. Why are they no faster than one thread once they need the lock?",
            "Only the thread that holds the lock computes, and the others wait for it. "
            + "A thread needs no lock while it waits for the network, so threads helped in the earlier scenes. "
            + "Each process has its own lock.",
            "/experiments/lock"),
        new("The same lines in Python",
            "Now Python runs: each lane is a process of the Python of this machine, which executes the source that the lane shows. "
            + "The two sources differ only in how they ask for the results.",
            "Which line of the source makes one of them hold finished flags?",
            "executor.map yields the results in call order, so the loop waits for Bangladesh while later flags are finished and held. "
            + "With as_completed, the loop gets each future as soon as it is finished. What you saw in C# is what Python does.",
            "/?cc=BD,BR,CD,CN,DE,EG,ET,FR&modes=python-threads-map,python-threads-as-completed&delay=1000&jitter=900",
            RowLayout.ByFuture),
        new("The lock, in Python",
            "The same computation in Python, on one thread, on two threads and in two processes, and then on threads of C#. "
            + "Watch the lane “Who has the lock” below the threads of Python, and the lane “Who computes” below the processes.",
            "Two threads and two processes have the same work and the same processors. Why are only the processes faster?",
            "The threads pass one lock to and fro, so only one of them computes at any moment. "
            + "Each process has an interpreter and a lock of its own, so both compute at once. "
            + "So do threads of C#, which has no such lock. "
            + "Nothing here is simulated: each worker noticed by itself when it did not compute.",
            "/experiments/gil"),
    ];
}
