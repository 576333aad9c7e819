using FlagDashboard.Security;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Classroom;

/// <summary>
/// Connects one page with the class. The presenter's page shares its screen and opens polls; a viewer's page follows that screen and votes.
/// One instance per circuit. Not thread-safe, but <see cref="Changed"/> is raised on any thread.
/// </summary>
public sealed class ClassConnection(
    ICurrentUser user, SharedScreen screen, WinnerPoll poll, ViewerCounter viewers, IServer server, TimeProvider time)
    : IDisposable
{
    private readonly Guid _id = Guid.NewGuid();
    private string _path = "/";
    private Action? _followChanged;

    /// <summary>Whether this page belongs to the presenter.</summary>
    public bool IsPresenter => user.IsPresenter;

    /// <summary>Whether this page follows the presenter's page; always false for the presenter.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>The screen of the presenter if this page follows it; otherwise null.</summary>
    public ScreenView? FollowedView => IsFollowing ? screen.Current : null;

    /// <summary>Whether this page belongs to a viewer and the presenter shares a screen that it can follow.</summary>
    public bool CanFollow => !IsPresenter && screen.Current is not null;

    /// <summary>The number of viewers' pages that are connected to the server.</summary>
    public int ConnectedViewerCount => viewers.Value;

    /// <summary>The state of the current poll; null if there is none.</summary>
    public PollState? Poll => poll.State;

    /// <summary>The id of the mode that this page voted for; null if it did not vote.</summary>
    public string? OwnVote => poll.VoteOf(_id);

    /// <summary>
    /// Raised on any thread when the presenter's screen, <see cref="IsFollowing"/>, the number of viewers or the poll changes.
    /// </summary>
    public event Action Changed
    {
        add
        {
            _followChanged += value;
            screen.Changed += value;
            poll.Changed += value;
            viewers.Changed += value;
        }

        remove
        {
            _followChanged -= value;
            screen.Changed -= value;
            poll.Changed -= value;
            viewers.Changed -= value;
        }
    }

    /// <summary>Starts or stops following the presenter. Has no effect on the presenter's page.</summary>
    public void SetFollowing(bool follow)
    {
        if (IsFollowing == (follow && !IsPresenter))
            return;
        IsFollowing = !IsFollowing;
        _followChanged?.Invoke();
    }

    /// <summary>
    /// Shares a page without a race. Does nothing on a viewer's page, or if the address could lead a browser to another server.
    /// </summary>
    /// <param name="path">The address of the page, relative to the server.</param>
    public void ShowPage(string path)
    {
        if (!LocalUrl.IsLocal(path))
            return;
        _path = path;
        if (screen.Current?.Path != path)
            ShareScreen(new ScreenView(path, null, Playback.Live, RowLayout.ByWorker, null, time.GetTimestamp()));
    }

    /// <summary>Shares the time, layout and zoom of the race that the presenter's page shows. Does nothing on a viewer's page.</summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="playback">The time that is shown.</param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="window">The part of the time axis that is shown; null for the whole axis.</param>
    public void ShowRace(string raceId, Playback playback, RowLayout rows, TimeWindow? window = null) =>
        ShareScreen(new ScreenView(_path, raceId, playback, rows, window, time.GetTimestamp()));

    /// <summary>Opens a poll in which viewers guess the mode that will finish first. Does nothing on a viewer's page.</summary>
    /// <exception cref="ArgumentException">There are fewer than two modes.</exception>
    public void OpenPoll(IReadOnlyList<string> modes)
    {
        if (IsPresenter)
            poll.Open(modes);
    }

    /// <summary>
    /// Closes the poll because its race has started: the winner of that race is the right answer. Does nothing on a viewer's page.
    /// </summary>
    public void ClosePoll(string raceId)
    {
        if (IsPresenter)
            poll.Close(raceId);
    }

    /// <summary>Shows everybody the votes of the closed poll and the winner of the race. Does nothing on a viewer's page.</summary>
    public void RevealPoll()
    {
        if (IsPresenter)
            poll.Reveal();
    }

    /// <summary>Removes the poll from all pages. Does nothing on a viewer's page.</summary>
    public void RemovePollForAll()
    {
        if (IsPresenter)
            poll.Remove();
    }

    /// <summary>Casts the vote of this page in the open poll.</summary>
    public void VoteFor(string mode) => poll.Vote(_id, mode);

    /// <summary>
    /// Returns the address at which other computers on the network can open this dashboard; null if only this computer can reach it.
    /// </summary>
    /// <param name="page">The address of the dashboard in the browser that shows this page.</param>
    public string? JoinAddress(Uri page) => Classroom.JoinAddressFinder.Choose(
        page, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], Classroom.JoinAddressFinder.OwnAddresses());

    /// <summary>Disconnects this page from the class. The vote of this page no longer counts in an open poll.</summary>
    public void Dispose() => poll.Withdraw(_id);

    private void ShareScreen(ScreenView view)
    {
        if (IsPresenter)
            screen.Show(view);
    }
}
