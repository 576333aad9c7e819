using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace FlagDashboard.Futures.Children;

/// <summary>
/// The executor's end of one child process. One thread makes calls through it; what comes from the process, and its end,
/// are taken in meanwhile. A process dies once: by itself, or killed because it is no longer any good.
/// </summary>
internal sealed class ChildProcess
{
    readonly Process _process;
    readonly TimeProvider _clock;
    readonly Action<string> _died;
    readonly LastWords _lastWords;
    readonly OneAlarm _alarm;
    readonly Task _life;
    readonly Channel<Frame> _outbox = Channel.CreateUnbounded<Frame>(new() { SingleReader = true });
    readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly object _gate = new();
    TaskCompletionSource<Frame?>? _answer;
    bool _over;

    /// <summary>Starts a process.</summary>
    /// <param name="start">How; over pipes.</param>
    /// <param name="clock">What the limits are counted on.</param>
    /// <param name="died">Told once, if it dies though nobody let it go, in which way; before its call ends.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public ChildProcess(ProcessStartInfo start, TimeProvider clock, Action<string> died)
    {
        (_clock, _died, _alarm) = (clock, died, new OneAlarm(clock));
        _process = Process.Start(start)!;
        Id = _process.Id;
        _lastWords = new LastWords(_process.StandardError);
        _alarm.Set(Limits.Start, () => Die($"was not ready within {Limits.Start.TotalSeconds} s"));
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
            _alarm.Set(Limits.Ask, Ask);
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

    async Task EndInTime(Task end)
    {
        await end.WaitAsync(Limits.Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        await end.ConfigureAwait(false);
    }

    bool TryEnd(out TaskCompletionSource<Frame?>? answer)
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

    void Kill()
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

    void Ask()
    {
        lock (_gate)
        {
            if (_answer is null)
                return;
            _alarm.Set(Limits.Answer, () => Die($"has not answered for {(Limits.Ask + Limits.Answer).TotalSeconds} s: it hangs, or was stopped"));
        }

        _outbox.Writer.TryWrite(new(FrameKind.Ping, []));
    }

    async Task Live(Task reading)
    {
        var exited = _process.WaitForExitAsync();
        await Task.WhenAny(exited, reading).ConfigureAwait(false);
        await exited.WaitAsync(Limits.Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!exited.IsCompleted)
            Die("closed its standard output, over which it answers");
        await exited.ConfigureAwait(false);

        // What it wrote last is still in the pipes; another process that it started may keep them open for ever.
        await Task.WhenAll(reading, _lastWords.Ended).WaitAsync(Limits.Grace, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Die(_process.ExitCode is > 128 and var code && !OperatingSystem.IsWindows()
            ? $"was killed (signal {code - 128})"
            : $"exited with code {_process.ExitCode}");
    }

    async Task Read(Stream output)
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
    async Task<bool> TakeNext(Stream output)
    {
        if (await Frame.ReadAsync(output).ConfigureAwait(false) is not { } frame)
            return false;
        Take(frame);
        return true;
    }

    void Take(Frame frame)
    {
        if (frame.Kind == FrameKind.Hello)
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
                    _alarm.Set(Limits.Ask, Ask);
                return;
            }

            (answer, _answer) = (_answer, null);
            _alarm.Clear();
        }

        answer?.SetResult(frame);
    }

    async Task Write(Stream input)
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

    async Task WriteNext(Stream input)
    {
        if (_outbox.Reader.TryRead(out var frame))
            await input.WriteAsync(frame.ToBytes()).ConfigureAwait(false);
    }
}
