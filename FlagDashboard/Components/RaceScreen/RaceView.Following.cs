using FlagDashboard.Classroom;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Shows the presenter's time, zoom and layout on the pages of viewers who follow.</summary>
public sealed partial class RaceView
{
    private ScreenView? _followedView;
    private RowLayout _sharedRows;
    private TimeWindow? _window;
    private ShowTimeWindowCommand? _windowToShow;

    // Applies the playback (the time shown and its speed) that a person chose. If the person is the presenter, the pages of viewers who
    // follow get it too. If the person is a viewer, this page stops following the presenter.
    private void ChoosePlayback(Playback playback)
    {
        // In a live race, the server knows only the time of its last render, but the browser has gone on to later times since. Slower
        // playback from the last render would jump back. It therefore starts at the present time, which Advance reads.
        if (Racing && _playback.Mode == PlaybackMode.Live && playback.Mode == PlaybackMode.Playing)
        {
            Advance();
            playback = playback with { PositionMs = End };
        }

        Choices.Speed = playback.Speed;
        SetPlayback(playback);
        Class.SetFollowing(false);
        Share();
    }

    private void ChooseWindow(TimeWindow? window)
    {
        _window = window;
        Share();
    }

    private void Share()
    {
        _sharedRows = Rows;
        if (Class.IsPresenter)
            Class.ShowRace(RaceId, _playback, Rows, _window);
    }

    private void ClassChanged() => _ = InvokeAsync(ApplyFollowedView);

    private async Task ApplyFollowedView()
    {
        if (Class.FollowedView is not { } view || view.RaceId != RaceId)
        {
            _followedView = null;
            return;
        }

        if (view == _followedView)
            return;
        // The page takes over the presenter's row layout only when the presenter changes it. Until then, the viewer may choose another
        // layout.
        if (view.Rows != (_followedView?.Rows ?? Rows))
            await RowsChanged.InvokeAsync(view.Rows);
        // The page takes over the presenter's zoom only when the presenter changes it. Until then, the viewer may zoom.
        if (view.Window != _followedView?.Window)
            _windowToShow = new(view.Window);
        _followedView = view;
        SetPlayback(view.PlaybackNow(End, Time));
        StateHasChanged();
    }
}
