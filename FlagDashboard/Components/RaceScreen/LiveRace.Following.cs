using FlagDashboard.Classroom;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The part that shows the presenter's time and layout on the pages of viewers who follow.</summary>
public sealed partial class LiveRace
{
    private ScreenView? _followedView;
    private RowLayout _sharedRows;

    // If the presenter chooses another playback, the pages of the class take it over. A viewer who chooses one stops following.
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
        // A viewer's page takes over the row layout only when the presenter changes it, so that the viewer may choose another one in
        // between.
        if (view.Rows != (_followedView?.Rows ?? Rows))
            await RowsChanged.InvokeAsync(view.Rows);
        _followedView = view;
        SetPlayback(view.PlaybackNow(End, Time));
        StateHasChanged();
    }
}
