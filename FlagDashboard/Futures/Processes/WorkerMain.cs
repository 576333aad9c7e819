using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The main program of a worker process. The main thread makes the calls. A second thread reads frames from standard input, answers pings,
/// and ends the process when the executor closes standard input or its process dies.
/// </summary>
internal sealed class WorkerMain
{
    /// <summary>The first command-line argument with which this program runs as a worker process.</summary>
    public const string Verb = "worker";

    private readonly Stream _input = Console.OpenStandardInput();
    private readonly Stream _output = Console.OpenStandardOutput();

    // An object and not a Lock, because Monitor.Wait and Monitor.Pulse do not work with a Lock.
    private readonly object _monitor = new();
    private readonly Dictionary<StaticFunctionName, MethodInfo> _resolved = [];
    private byte[]? _nextCall;
    private bool _busy;

    /// <summary>Serves an executor until the executor closes standard input. The process usually ends within this call.</summary>
    /// <returns>The exit code: 2 if a person started the program with this argument.</returns>
    public static int Run()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.WriteLine($"“{Verb}” is for internal use: the program starts its own worker processes with it.");
            return 2;
        }

        ParentDeath.ExitWithParent();
        // A terminal sends Ctrl+C to all its processes. A worker ignores Ctrl+C, because the executor's process decides when its workers
        // end.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        new WorkerMain().Serve();
        return 0;
    }

    private void Serve()
    {
        // Standard input and output carry the messages between the executor and this process, so a called function must not use them. The
        // function therefore finds the console's input empty, and what it prints goes to standard error.
        Console.SetIn(TextReader.Null);
        Console.SetOut(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Send(new(FrameKind.Exiting, []));
        new Thread(ReadFrames) { IsBackground = true, Name = nameof(ReadFrames) }.UnsafeStart();
        Send(new(FrameKind.Ready, []));
        while (true)
            RunNextCall();
    }

    // Runs one call. The method is not inlined, so that nothing on the stack refers to the bytes of the call when the method has returned.
    // Otherwise, an idle worker could keep these bytes in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunNextCall()
    {
        var answer = Execute(WaitForCall());
        lock (_monitor)
            _busy = false;
        Send(answer);
    }

    private byte[] WaitForCall()
    {
        lock (_monitor)
        {
            while (_nextCall is null)
                Monitor.Wait(_monitor);
            var call = _nextCall;
            _nextCall = null;
            return call;
        }
    }

    private Frame Execute(byte[] body)
    {
        try
        {
            var call = CallPayload.Read(body);
            if (!_resolved.TryGetValue(call.Function, out var method))
                _resolved.Add(call.Function, method = call.Function.Resolve());
            var argument = JsonPayloadSerializer.Read(call.Argument, method.GetParameters()[0].ParameterType, "argument");
            var result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], null);
            return new(FrameKind.Returned, JsonPayloadSerializer.Write(result, method.ReturnType, "result"));
        }
        catch (Exception error)
        {
            return new(FrameKind.Raised, ExceptionPayload.ToBytes(error));
        }
    }

    private void ReadFrames()
    {
        try
        {
            while (Frame.Read(_input) is { } frame)
            {
                if (frame.Kind == FrameKind.Ping)
                    Send(new(FrameKind.Pong, []));
                else
                    PostCall(frame.Body);
            }
        }
        catch (InvalidDataException)
        {
            // Standard input contains something that no executor writes. Perhaps a person has started this process by hand. The process
            // ends, as it does at the end of its input.
        }

        ExitProcess();
    }

    private void PostCall(byte[] call)
    {
        lock (_monitor)
        {
            _busy = true;
            _nextCall = call;
            Monitor.Pulse(_monitor);
        }
    }

    // Ends this worker process, because no call may go on after the executor's process has ended. In the middle of a call, the worker kills
    // itself: Environment.Exit would wait for exit handlers, and the called function may have added slow ones.
    private void ExitProcess()
    {
        bool busy;
        lock (_monitor)
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
