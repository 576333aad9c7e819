using FlagDashboard.Classroom;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The part that shows the presenter's time and layout on the pages of viewers who follow.</summary>
public sealed partial class LiveRace
{
    private ScreenView? _followedView;
    private RowLayout _sharedRows;

    // A step of the presenter goes to the class. With a step of their own, viewers let go of the presenter.
    private void ChoosePlayback(Playback playback)
    {
        SetPlayback(playback);
        Class.Follow(false);
        Share();
    }

    private void Share()
    {
        _sharedRows = Rows;
        if (Class.IsPresenter)
            Class.ShowRace(Id, _playback, Rows);
    }

    private void ClassChanged() => _ = InvokeAsync(ApplyFollowedView);

    private async Task ApplyFollowedView()
    {
        if (Class.Followed is not { } view || view.RaceId != Id)
        {
            _followedView = null;
            return;
        }

        if (view == _followedView)
            return;
        // The layout is taken over only when the presenter changes it, so that a viewer may choose another one meanwhile.
        if (view.Rows != (_followedView?.Rows ?? Rows))
            await RowsChanged.InvokeAsync(view.Rows);
        _followedView = view;
        SetPlayback(view.PlaybackNow(End, Time));
        StateHasChanged();
    }
}
