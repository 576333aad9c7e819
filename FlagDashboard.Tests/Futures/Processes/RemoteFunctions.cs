using System.Diagnostics.CodeAnalysis;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>What the tests have called in other processes.</summary>
internal static class RemoteFunctions
{
    private static readonly List<WeakReference> Things = [];

    private static ProcessPoolExecutor? _ownPool;

    public static int Square(int n) => n * n;

    public static int Pid(int n) => Environment.ProcessId;

    public static (int, string?) Pair((int Number, string? Text) pair) => (pair.Number + 1, pair.Text);

    public static double Half(double n) => n / 2;

    public static DayOfWeek Next(DayOfWeek day) => day + 1;

    public static object? Nothing(string? text) => text;

    public static string Overloaded(int n) => $"int {n}";

    public static string Overloaded(string n) => $"string {n}";

    public static string NameOf(object thing) => thing.ToString()!;

    [SuppressMessage("Usage", "CA2201", Justification = "Its text is what is tested.")]
    public static int Raise(string text) => throw new InvalidDataException(text, new TimeoutException("inner"));

    public static Unfit MakeUnfit(int n) => new();

    public static int TakeUnfit(Unfit unfit) => 1;

    /// <summary>Takes one thing and gives another, and remembers both weakly.</summary>
    public static Thing Swap(Thing thing)
    {
        var other = new Thing();
        Things.AddRange([new(thing), new(other)]);
        return other;
    }

    /// <summary>How many of the things something still refers to.</summary>
    public static int ThingsLeft(int round)
    {
        GC.Collect();
        return Things.Count(thing => thing.IsAlive);
    }

    public static string Print(string text)
    {
        Console.WriteLine(text);
        Console.Error.WriteLine(text);
        return $"{Console.ReadLine()}{Console.In.ReadToEnd()}{text}";
    }

    public static int Exit(int code)
    {
        Console.WriteLine("so long");
        Environment.Exit(code);
        return code;
    }

    public static int WriteRawly(string text)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    public static int CrashOnAnotherThread(string text)
    {
        new Thread(() => throw new InvalidDataException(text)).Start();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    /// <summary>Has a pool of its own whose two processes wait at the door, one of them in a call.</summary>
    public static int HaveChildren(int port)
    {
        _ownPool = new ProcessPoolExecutor(2);
        _ownPool.Submit(LoopbackProbe.Linger, port).Result();
        _ownPool.Submit(LoopbackProbe.Enter, port);
        _ownPool.Submit(LoopbackProbe.Enter, port);
        return Environment.ProcessId;
    }

    /// <summary>Has a pool of its own whose process has made its call, and keeps the door open.</summary>
    public static int HaveIdleChild(int port)
    {
        _ownPool = new ProcessPoolExecutor(1);
        _ownPool.Submit(LoopbackProbe.Linger, port).Result();
        return Environment.ProcessId;
    }

    /// <summary>Something to keep or to let go.</summary>
    public sealed class Thing;

    /// <summary>A thing whose property refers to itself, which JSON cannot say.</summary>
    public sealed class Unfit
    {
        public Unfit Self => this;
    }
}
