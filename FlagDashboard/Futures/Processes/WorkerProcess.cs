using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The executor's end of one child process. One thread makes calls through it; what comes from the process, and its end,
/// are taken in meanwhile. A process dies once: by itself, or killed because it is no longer any good.
/// </summary>
internal sealed class WorkerProcess
{
    private readonly Process _process;
    private readonly TimeProvider _clock;
    private readonly Action<string> _died;
    private readonly StandardErrorTail _lastWords;
    private readonly RestartableTimer _alarm;
    private readonly Task _life;
    private readonly Channel<Frame> _outbox = Channel.CreateUnbounded<Frame>(new() { SingleReader = true });
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private TaskCompletionSource<Frame?>? _answer;
    private bool _over;

    /// <summary>Starts a process.</summary>
    /// <param name="start">How; over pipes.</param>
    /// <param name="clock">What the limits are counted on.</param>
    /// <param name="died">Told once, if it dies though nobody let it go, in which way; before its call ends.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public WorkerProcess(ProcessStartInfo start, TimeProvider clock, Action<string> died)
    {
        (_clock, _died, _alarm) = (clock, died, new RestartableTimer(clock));
        _process = Process.Start(start)!;
        Id = _process.Id;
        _lastWords = new StandardErrorTail(_process.StandardError);
        _alarm.Set(WorkerTimeouts.Start, () => Die($"was not ready within {WorkerTimeouts.Start.TotalSeconds} s"));
        _ = Write(_process.StandardInput.BaseStream);
        _life = Live(Read(_process.StandardOutput.BaseStream));
    }

    /// <summary>The process's id.</summary>
    public int Id { get; }

    /// <summary>Waits until it takes calls; false if it died.</summary>
    public bool AwaitReady() => _ready.Task.GetAwaiter().GetResult();

    /// <summary>Makes a call and waits for the answer; null if it died.</summary>
    public Frame? Call(byte[] body)
    {
        var answer = new TaskCompletionSource<Frame?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_over)
                return null;
            _answer = answer;
            _alarm.Set(WorkerTimeouts.Ask, Ask);
        }

        _outbox.Writer.TryWrite(new(FrameKind.Call, body));
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends it at once; <paramref name="how"/> is told as the way in which it died.</summary>
    public void Die(string how)
    {
        if (!TryEnd(out var answer))
            return;
        Kill();
        var words = _lastWords.ToString();
        _died($"worker process {Id} {how}{(words.Length > 0 ? $"; it last said: {words}" : "")}");
        _ready.TrySetResult(false);
        answer?.TrySetResult(null);
    }

    /// <summary>Lets it go, and waits until it is gone.</summary>
    public void Close()
    {
        TryEnd(out _);
        if (!_life.IsCompleted)
            EndInTime(_life).GetAwaiter().GetResult();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private async Task EndInTime(Task end)
    {
        await end.WaitAsync(WorkerTimeouts.Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        await end.ConfigureAwait(false);
    }

    private bool TryEnd(out TaskCompletionSource<Frame?>? answer)
    {
        lock (_gate)
        {
            (answer, _answer) = (_answer, null);
            if (_over)
                return false;
            _over = true;
        }

        _alarm.Clear();
        _outbox.Writer.TryComplete();
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
            // It was faster.
        }
    }

    private void Ask()
    {
        lock (_gate)
        {
            if (_answer is null)
                return;
            _alarm.Set(WorkerTimeouts.Answer, () =>
                Die($"has not answered for {(WorkerTimeouts.Ask + WorkerTimeouts.Answer).TotalSeconds} s: it hangs, or was stopped"));
        }

        _outbox.Writer.TryWrite(new(FrameKind.Ping, []));
    }

    private async Task Live(Task reading)
    {
        var exited = _process.WaitForExitAsync();
        await Task.WhenAny(exited, reading).ConfigureAwait(false);
        await exited.WaitAsync(WorkerTimeouts.Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!exited.IsCompleted)
            Die("closed its standard output, over which it answers");
        await exited.ConfigureAwait(false);

        // What it wrote last is still in the pipes; another process that it started may keep them open for ever.
        await Task.WhenAll(reading, _lastWords.Ended).WaitAsync(WorkerTimeouts.Grace, _clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Die(_process.ExitCode is > 128 and var code && !OperatingSystem.IsWindows()
            ? $"was killed (signal {code - 128})"
            : $"exited with code {_process.ExitCode}");
    }

    private async Task Read(Stream output)
    {
        try
        {
            while (await TakeNext(output).ConfigureAwait(false))
            {
            }
        }
        catch (InvalidDataException rubbish)
        {
            Die($"wrote “{rubbish.Message}” on its standard output, over which it answers");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe broke with the process, or was closed after it.
        }
    }

    // A method of its own, so that nothing refers to the last message while the next is waited for; so too TryWriteNext.
    private async Task<bool> TakeNext(Stream output)
    {
        if (await Frame.ReadAsync(output).ConfigureAwait(false) is not { } frame)
            return false;
        Take(frame);
        return true;
    }

    private void Take(Frame frame)
    {
        if (frame.Kind == FrameKind.Ready)
        {
            _alarm.Clear();
            _ready.TrySetResult(true);
            return;
        }

        TaskCompletionSource<Frame?>? answer;
        lock (_gate)
        {
            if (frame.Kind == FrameKind.Pong)
            {
                if (_answer is not null)
                    _alarm.Set(WorkerTimeouts.Ask, Ask);
                return;
            }

            (answer, _answer) = (_answer, null);
            _alarm.Clear();
        }

        answer?.SetResult(frame);
    }

    private async Task Write(Stream input)
    {
        try
        {
            await using (input.ConfigureAwait(false))
            {
                while (await _outbox.Reader.WaitToReadAsync().ConfigureAwait(false))
                    await WriteNext(input).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // It is gone.
        }
    }

    private async Task WriteNext(Stream input)
    {
        if (_outbox.Reader.TryRead(out var frame))
            await input.WriteAsync(frame.ToBytes()).ConfigureAwait(false);
    }
}
