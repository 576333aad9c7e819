using FlagDashboard.Plans;
using FlagDashboard.Python;

namespace FlagDashboard.Experiments;

/// <summary>The runs of <see cref="GilExperiment"/>, and the lanes that show when their workers compute. Their ids never change.</summary>
internal static class GilRuns
{
    public static readonly ModeInfo OneThread = new(
        "one-thread", "One thread", "One item after another.", ReceiveOrder.CallOrder, IsConcurrent: false, ResultUnit: "items",
        IsBaseline: true, RunWorkers: 1);

    public static readonly ModeInfo Threads = new(
        "python-threads", "Python threads", "They share one lock.", ReceiveOrder.CompletionOrder, ResultUnit: "items");

    public static readonly ModeInfo LockLane = new(
        "threads-compute", "Who has the lock", "Each thread notices by itself when it does not compute.", ReceiveOrder.CompletionOrder,
        IsAuxiliary: true);

    public static readonly ModeInfo Processes = new(
        "python-processes-compute", "Python processes", "Each has a lock of its own.", ReceiveOrder.CompletionOrder, ResultUnit: "items",
        WorkerKind: WorkerKind.Process);

    public static readonly ModeInfo ProcessLane = new(
        "processes-compute", "Who computes", "Each process notices by itself when it does not compute.", ReceiveOrder.CompletionOrder,
        IsAuxiliary: true);

    public static readonly ModeInfo DotNetOneThread = new(
        "dotnet-one-thread", "One C# thread", "The same computation in C#, one item after another.", ReceiveOrder.CallOrder,
        IsConcurrent: false, ResultUnit: "items", RunWorkers: 1, BaselineId: "dotnet-one-thread");

    public static readonly ModeInfo DotNetThreads = new(
        "dotnet-threads", "C# threads", "The same computation on threads of .NET, which share no lock.", ReceiveOrder.CompletionOrder,
        ResultUnit: "items", BaselineId: DotNetOneThread.Id);

    public static readonly ModeInfo DotNetLane = new(
        "dotnet-threads-compute", "Which C# threads compute", "Each thread notices by itself when it does not compute.",
        ReceiveOrder.CompletionOrder, IsAuxiliary: true);

    public static readonly ModeInfo OtherOneThread = new(
        "other-python-one-thread", "One thread", "The same computation in another Python, one item after another.",
        ReceiveOrder.CallOrder, IsConcurrent: false, ResultUnit: "items", RunWorkers: 1, BaselineId: "other-python-one-thread");

    public static readonly ModeInfo OtherThreads = new(
        "other-python-threads", "Threads", "The same computation on threads of another Python.", ReceiveOrder.CompletionOrder,
        ResultUnit: "items", BaselineId: OtherOneThread.Id);

    public static readonly ModeInfo OtherLane = new(
        "other-python-threads-compute", "Who computes", "Each thread notices by itself when it does not compute.",
        ReceiveOrder.CompletionOrder, IsAuxiliary: true);

    /// <summary>Returns a run, or the lane of its workers, with a text that says nothing of a lock if its Python has none.</summary>
    public static ModeInfo DescribedFor(this ModeInfo run, PythonInterpreter python) =>
        python.HasGil ? run
        : run.IsAuxiliary ? run with { Title = ProcessLane.Title }
        : run with { Summary = "This Python has no lock." };

    /// <summary>Returns a run with the version of its Python in the title.</summary>
    public static ModeInfo TitledFor(this ModeInfo run, PythonInterpreter python) =>
        run with { Title = run.TitleInPython(python.ShortVersion) };
}
