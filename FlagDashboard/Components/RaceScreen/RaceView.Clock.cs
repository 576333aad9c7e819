namespace FlagDashboard.Components.RaceScreen;

// This part of RaceView advances the time shown, both on the server and in the browser.
public sealed partial class RaceView
{
    // Renders the page repeatedly while the time shown advances, even if no event arrives. The server computes the axis, the rates and the
    // state of a replay, which change with time. The browser moves everything else by itself.
    private async Task RunClock(CancellationToken cancellationToken)
    {
        if (_isTicking || !(Racing || Playing))
            return;
        _isTicking = true;
        try
        {
            _lastTick = Time.GetTimestamp();
            using var timer = new PeriodicTimer(Interval, Time);
            for (var tick = 1; (Racing || Playing) && await timer.WaitForNextTickAsync(cancellationToken); tick++)
            {
                var (axis, seq) = (Axis, Playing ? _race.SeekTo(At).LastEventSeq : 0);
                Advance();
                var passed = Playing && _race.SeekTo(At).LastEventSeq != seq;
                if (passed)
                    _throttle.MarkDirty(At);
                if (_throttle.TryTakeTrailingRender(At) || tick % 10 == 0 || _clockIsStale || passed || Axis != axis)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A person has left the page or opened another race, so this task ends.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
        finally
        {
            _isTicking = false;
        }
    }

    private void Advance()
    {
        var timestamp = Time.GetTimestamp();
        if (Racing)
            _now = Downloads.ElapsedMs(RaceId) ?? _now;
        if (Playing)
        {
            _playback = _playback.Advance(Time.GetElapsedTime(_lastTick, timestamp).TotalMilliseconds, End);
            _clockIsStale |= !Playing;
        }

        _lastTick = timestamp;
    }

    private async Task SyncClocks()
    {
        var running = _race.SeekTo(At).Runs.Count(run => run.IsRunning);
        var wanted = _clockIsStale || (IsTimePassing && running > _syncedRunCount);
        (_syncedRunCount, _clockIsStale) = (running, wanted && _race.LatestState.Definition is null);
        if (!wanted || _clockIsStale)
            return;

        if (IsTimePassing && !Playing)
            Advance();
        // The browser has its own clock, and this call sets it to the time shown. It returns false if the browser cannot be reached.
        // _clockIsStale then makes a later render try again.
        if (!await _clock.Call("sync", At, Playing ? _playback.Speed : IsTimePassing ? 1 : 0))
            _clockIsStale = true;
    }

    // Called when the browser has connected again. The last message that set the browser's clock to the time shown may have been lost, so
    // the clock is set again after the next render.
    private void SyncClocksAgain()
    {
        _clockIsStale = true;
        StateHasChanged();
    }
}
