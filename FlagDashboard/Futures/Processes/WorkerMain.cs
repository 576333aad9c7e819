using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// What a child process runs: its main thread makes the calls that come on standard input, and another thread listens,
/// answers pings, and ends the process when the executor, or its whole process, is gone.
/// </summary>
internal sealed class WorkerMain
{
    /// <summary>The first argument of this program that makes it a child.</summary>
    public const string Verb = "worker";

    private readonly Stream _input = Console.OpenStandardInput();
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly object _gate = new();
    private readonly Dictionary<StaticFunction, MethodInfo> _found = [];
    private byte[]? _call;
    private bool _busy;

    /// <summary>Serves an executor until it lets go.</summary>
    /// <returns>The exit code, if it returns at all.</returns>
    public static int Run()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.WriteLine($"“{Verb}” is for the program itself: it starts its worker processes so.");
            return 2;
        }

        // Ctrl+C is told to every process of a terminal, and what becomes of it is the executor's business.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        new WorkerMain().Serve();
        return 0;
    }

    private void Serve()
    {
        // Input and output belong to the executor: a function that reads finds nothing, and one that prints is still read.
        Console.SetIn(TextReader.Null);
        Console.SetOut(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        new Thread(Listen) { IsBackground = true, Name = nameof(Listen) }.UnsafeStart();
        Send(new(FrameKind.Ready, []));
        while (true)
            ServeOne();
    }

    // A frame of its own for each call: while none comes, nothing on the stack may refer to the last one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ServeOne()
    {
        var answer = Answer(Take());
        lock (_gate)
            _busy = false;
        Send(answer);
    }

    private byte[] Take()
    {
        lock (_gate)
        {
            while (_call is null)
                Monitor.Wait(_gate);
            var call = _call;
            _call = null;
            return call;
        }
    }

    private Frame Answer(byte[] body)
    {
        try
        {
            var call = CallPayload.Read(body);
            if (!_found.TryGetValue(call.Function, out var method))
                _found.Add(call.Function, method = call.Function.Find());
            var argument = Json.Read(call.Argument, method.GetParameters()[0].ParameterType, "argument");
            var result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], null);
            return new(FrameKind.Returned, Json.Write(result, method.ReturnType, "result"));
        }
        catch (Exception error)
        {
            return new(FrameKind.Raised, ExceptionPayload.Of(error));
        }
    }

    private void Listen()
    {
        try
        {
            while (Frame.Read(_input) is { } frame)
            {
                if (frame.Kind == FrameKind.Ping)
                    Send(new(FrameKind.Pong, []));
                else
                    HandOver(frame.Body);
            }
        }
        catch (InvalidDataException)
        {
            // Whoever writes here is no executor.
        }

        End();
    }

    private void HandOver(byte[] call)
    {
        lock (_gate)
        {
            _busy = true;
            _call = call;
            Monitor.Pulse(_gate);
        }
    }

    // Not even a call may outlive the executor's process, nor hold up the end with what it has left to do at exit.
    private void End()
    {
        bool busy;
        lock (_gate)
            busy = _busy;
        if (busy)
            Process.GetCurrentProcess().Kill();
        Environment.Exit(0);
    }

    private void Send(Frame frame)
    {
        var bytes = frame.ToBytes();
        lock (_output)
            _output.Write(bytes);
    }
}
