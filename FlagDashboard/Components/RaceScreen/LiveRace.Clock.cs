namespace FlagDashboard.Components.RaceScreen;

// Advances the time shown, on this page and in the browser.
public sealed partial class LiveRace
{
    // Renders the page repeatedly while the time shown advances, even if no events arrive, because the axis, a replay and the rates change
    // with time. The browser moves everything else by itself.
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
                var (axis, seq) = (Axis, Playing ? _race.At(At).Seq : 0);
                Advance();
                var passed = Playing && _race.At(At).Seq != seq;
                if (passed)
                    _throttle.NoteUpdate(At);
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
            _now = Downloads.ElapsedMs(Id) ?? _now;
        if (Playing)
        {
            _playback = _playback.Advance(Time.GetElapsedTime(_lastTick, timestamp).TotalMilliseconds, End);
            _clockIsStale |= !Playing;
        }

        _lastTick = timestamp;
    }

    private async Task SyncClocks()
    {
        var running = _race.At(At).Runs.Count(run => run.IsRunning);
        var wanted = _clockIsStale || (IsClockRunning && running > _syncedRunCount);
        (_syncedRunCount, _clockIsStale) = (running, wanted && _race.LatestState.Definition is null);
        if (!wanted || _clockIsStale)
            return;

        if (IsClockRunning && !Playing)
            Advance();
        // Call returns false if the browser cannot be reached. The clock is then still stale, so a later render tries again.
        if (!await _clock.Call("sync", At, Playing ? _playback.Speed : IsClockRunning ? 1 : 0))
            _clockIsStale = true;
    }

    // Called when the connection is back, because the call that synchronised the clocks may have been lost.
    private void SyncClocksAgain()
    {
        _clockIsStale = true;
        StateHasChanged();
    }
}
