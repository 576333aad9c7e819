using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>Functions that the tests call in worker processes.</summary>
internal static class RemoteFunctions
{
    private static readonly List<WeakReference> Tracked = [];

    private static ProcessPoolExecutor? _nestedPool;

    public static int Square(int n) => n * n;

    public static int Pid(int n) => Environment.ProcessId;

    public static (int, string?) Pair((int Number, string? Text) pair) => (pair.Number + 1, pair.Text);

    public static double Half(double n) => n / 2;

    public static DayOfWeek Next(DayOfWeek day) => day + 1;

    public static object? Nothing(string? text) => text;

    public static string Overloaded(int n) => $"int {n}";

    public static string Overloaded(string n) => $"string {n}";

    public static string NameOf(object argument) => argument.ToString()!;

    [SuppressMessage("Usage", "CA2201", Justification = "The test is about its text.")]
    public static int Raise(string text) => throw new InvalidDataException(text, new TimeoutException("inner"));

    public static int RaiseGeneric(string text) => throw new GenericException<Dictionary<string, int[]>>(text);

    public static BigInteger Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    public static bool IsEven(BigInteger n) => n.IsEven;

    public static NotSerializable MakeNotSerializable(int n) => new();

    public static int TakeNotSerializable(NotSerializable argument) => 1;

    /// <summary>Returns a new object, and remembers it and the argument by weak references.</summary>
    public static TrackedObject Swap(TrackedObject argument)
    {
        var other = new TrackedObject();
        Tracked.AddRange([new(argument), new(other)]);
        return other;
    }

    /// <summary>How many of the remembered objects are still alive after a garbage collection.</summary>
    public static int LivingObjects(int round)
    {
        GC.Collect();
        return Tracked.Count(reference => reference.IsAlive);
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

    /// <summary>
    /// Starts a process pool within this worker, with one connected call after which the process stays connected, and two
    /// connected calls that wait. Returns this worker's process id.
    /// </summary>
    public static int StartNestedPool(int port)
    {
        _nestedPool = new ProcessPoolExecutor(2);
        _nestedPool.Submit(LoopbackProbe.ConnectAndStay, port).Result();
        _nestedPool.Submit(LoopbackProbe.ConnectAndWait, port);
        _nestedPool.Submit(LoopbackProbe.ConnectAndWait, port);
        return Environment.ProcessId;
    }

    /// <summary>Starts a process pool within this worker whose process is idle and stays connected. Returns this worker's process
    /// id.</summary>
    public static int StartNestedIdleWorker(int port)
    {
        _nestedPool = new ProcessPoolExecutor(1);
        _nestedPool.Submit(LoopbackProbe.ConnectAndStay, port).Result();
        return Environment.ProcessId;
    }

    /// <summary>An exception whose type has arguments.</summary>
    [SuppressMessage("Design", "CA1032", Justification = "The test needs one constructor.")]
    public sealed class GenericException<T>(string message) : Exception(message)
    {
        /// <summary>The default of the type argument.</summary>
        public static T? Default => default;
    }

    /// <summary>An object whose lifetime is tested.</summary>
    public sealed class TrackedObject;

    /// <summary>An object that cannot be written as JSON, because its property refers to itself.</summary>
    public sealed class NotSerializable
    {
        public NotSerializable Self => this;
    }
}
