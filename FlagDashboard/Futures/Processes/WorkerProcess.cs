using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The executor's view of one worker process. One thread makes calls and blocks until the answers arrive. Asynchronous tasks write frames,
/// read frames, and watch for the end of the process.
/// </summary>
/// <remarks>
/// A process ends once, in one of two ways: the executor closes it at the shutdown, or it fails. Only a failure is reported.
/// </remarks>
internal sealed class WorkerProcess
{
    private readonly Process _process;
    private readonly TimeProvider _clock;
    private readonly Action<string> _onFailure;
    private readonly StandardErrorTail _errorTail;
    private readonly RestartableTimer _timer;
    private readonly Task _exited;
    private readonly Channel<Frame> _outgoing = Channel.CreateUnbounded<Frame>(new() { SingleReader = true });
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Frame?> _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource<Frame?>? _answer;
    private bool _ended;
    private volatile bool _exiting;

    /// <summary>Starts a process.</summary>
    /// <param name="start">The command, which redirects the standard streams to pipes.</param>
    /// <param name="clock">The clock for <see cref="WorkerTimeouts"/>.</param>
    /// <param name="onFailure">Called once if the process fails, with one line for people, before the pending call returns.</param>
    /// <exception cref="Win32Exception">The process cannot be started.</exception>
    public WorkerProcess(ProcessStartInfo start, TimeProvider clock, Action<string> onFailure)
    {
        (_clock, _onFailure, _timer) = (clock, onFailure, new RestartableTimer(clock));
        _process = Process.Start(start)!;
        ProcessId = _process.Id;
        _errorTail = new StandardErrorTail(_process.StandardError);
        _timer.Restart(WorkerTimeouts.Startup, () => KillAndReport($"was not ready within {WorkerTimeouts.Startup.TotalSeconds} s"));
        _ = WriteFrames(_process.StandardInput.BaseStream);
        _exited = WatchForExit(ReadFrames(_process.StandardOutput.BaseStream));
    }

    /// <summary>The process id.</summary>
    public int ProcessId { get; }

    /// <summary>Blocks until the process accepts calls.</summary>
    /// <returns>False if the process failed instead.</returns>
    public bool WaitUntilReady() => _ready.Task.GetAwaiter().GetResult();

    /// <summary>Makes a call and blocks until the answer.</summary>
    /// <returns>The answer; null if the process failed.</returns>
    public Frame? Call(byte[] body)
    {
        TaskCompletionSource<Frame?> answer;
        lock (_lock)
        {
            // If the process has already ended, the call gets the answer null once the failure has been reported (_reported). The caller
            // then needs the reason of the failure, and there is none before the report.
            answer = _ended ? _reported : _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_ended)
                _timer.Restart(WorkerTimeouts.PingInterval, SendPing);
        }

        _outgoing.Writer.TryWrite(new(FrameKind.Call, body));
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Kills the process, reports the failure, and ends its call without an answer. Does nothing after the end.</summary>
    /// <param name="reason">The reason, as a predicate such as “was not ready within 60 s”.</param>
    public void KillAndReport(string reason)
    {
        if (!TryEnd(out var answer))
            return;
        Kill();
        var errors = _errorTail.ToString();
        _onFailure($"worker process {ProcessId} {reason}{(errors.Length > 0 ? $"; it last wrote to standard error: {errors}" : "")}");
        _reported.TrySetResult(null);
        _ready.TrySetResult(false);
        answer?.TrySetResult(null);
    }

    /// <summary>Lets the process end, and blocks until it has. Kills it if that takes longer than 2 s.</summary>
    public void CloseAndWait()
    {
        if (TryEnd(out _))
            _reported.TrySetResult(null);
        if (!_exited.IsCompleted)
            WaitOrKill(_exited).GetAwaiter().GetResult();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private async Task WaitOrKill(Task exited)
    {
        await exited.WaitAsync(WorkerTimeouts.ExitGrace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        await exited.ConfigureAwait(false);
    }

    private bool TryEnd(out TaskCompletionSource<Frame?>? answer)
    {
        lock (_lock)
        {
            (answer, _answer) = (_answer, null);
            if (_ended)
                return false;
            _ended = true;
        }

        _timer.Stop();
        _outgoing.Writer.TryComplete();
        return true;
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // The process has exited meanwhile, so there is nothing left to kill.
        }
    }

    private void SendPing()
    {
        lock (_lock)
        {
            if (_answer is null)
                return;
            var silence = WorkerTimeouts.PingInterval + WorkerTimeouts.PongTimeout;
            _timer.Restart(
                WorkerTimeouts.PongTimeout,
                () => KillAndReport($"has not answered for {silence.TotalSeconds} s: it hangs, or was stopped"));
        }

        _outgoing.Writer.TryWrite(new(FrameKind.Ping, []));
    }

    private async Task WatchForExit(Task reading)
    {
        var exited = _process.WaitForExitAsync();
        await Task.WhenAny(exited, reading).ConfigureAwait(false);
        await exited.WaitAsync(WorkerTimeouts.ExitGrace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!exited.IsCompleted)
            KillAndReport("closed its standard output, which the executor needs");
        await exited.ConfigureAwait(false);

        // Waits for the last output of the process, which may still be in the pipes. The wait is limited, because a child of the process
        // may have inherited the pipes and keep them open.
        await Task.WhenAll(reading, _errorTail.Completion).WaitAsync(WorkerTimeouts.ExitGrace, _clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        KillAndReport(DescribeExit(_process.ExitCode));
    }

    // If a signal killed the process, its exit code in .NET is 128 plus the number of the signal, from 1 to 64. If the process announced
    // its exit (_exiting), it was not killed and has chosen such a code itself.
    private string DescribeExit(int code) => !_exiting && code is > 128 and <= 128 + 64 && !OperatingSystem.IsWindows()
        ? $"was killed (signal {code - 128})"
        : $"exited with code {code}";

    private async Task ReadFrames(Stream output)
    {
        try
        {
            while (await ReadNext(output).ConfigureAwait(false))
            {
            }
        }
        catch (InvalidDataException notAFrame)
        {
            KillAndReport($"wrote “{notAFrame.Message}” to its standard output, which the executor needs");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process has ended, or the executor has closed the pipe, so there is nothing left to read.
        }
    }

    // A separate method, so that the memory of a frame can be freed as soon as the frame is handled. If the async loop handled frames
    // itself, its state machine would keep the last frame while it waits for the next one.
    private async Task<bool> ReadNext(Stream output)
    {
        if (await Frame.ReadAsync(output).ConfigureAwait(false) is not { } frame)
            return false;
        Handle(frame);
        return true;
    }

    private void Handle(Frame frame)
    {
        if (frame.Kind == FrameKind.Ready)
        {
            _timer.Stop();
            _ready.TrySetResult(true);
            return;
        }

        if (frame.Kind == FrameKind.Exiting)
        {
            _exiting = true;
            return;
        }

        TaskCompletionSource<Frame?>? answer;
        lock (_lock)
        {
            if (frame.Kind == FrameKind.Pong)
            {
                if (_answer is not null)
                    _timer.Restart(WorkerTimeouts.PingInterval, SendPing);
                return;
            }

            (answer, _answer) = (_answer, null);
            _timer.Stop();
        }

        answer?.SetResult(frame);
    }

    private async Task WriteFrames(Stream input)
    {
        try
        {
            await using (input.ConfigureAwait(false))
            {
                while (await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
                    await WriteNext(input).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The process has ended and takes no more input. WatchForExit reports its end, so this loop only stops writing.
        }
    }

    private async Task WriteNext(Stream input)
    {
        if (_outgoing.Reader.TryRead(out var frame))
            await input.WriteAsync(frame.ToBytes()).ConfigureAwait(false);
    }
}
