using FlagDashboard.Security;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Classroom;

/// <summary>
/// Connects one page with the class: the presenter's page shares its screen and opens polls, a viewer's page follows and votes. One per
/// circuit. Not thread-safe, but <see cref="Changed"/> is raised on any thread.
/// </summary>
public sealed class ClassSession(
    ICurrentUser user, SharedScreen screen, WinnerPoll poll, ViewerCounter viewers, IServer server, TimeProvider time)
    : IDisposable
{
    private readonly Guid _id = Guid.NewGuid();
    private string _path = "/";
    private Action? _followChanged;

    /// <inheritdoc cref="ICurrentUser.IsPresenter"/>
    public bool IsPresenter => user.IsPresenter;

    /// <summary>Whether this page follows the presenter's page; always false for the presenter.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>The screen of the presenter if this page follows it; otherwise null.</summary>
    public ScreenView? FollowedView => IsFollowing ? screen.Current : null;

    /// <summary>Whether this page belongs to a viewer and there is a presenter's screen to follow.</summary>
    public bool CanFollow => !IsPresenter && screen.Current is not null;

    /// <inheritdoc cref="ViewerCounter.Value"/>
    public int ConnectedViewerCount => viewers.Value;

    /// <inheritdoc cref="WinnerPoll.State"/>
    public PollState? Poll => poll.State;

    /// <summary>The mode that this page voted for; null if it did not vote.</summary>
    public string? OwnVote => poll.VoteOf(_id);

    /// <summary>
    /// Raised on any thread after a change of the presenter's screen, of <see cref="IsFollowing"/>, of the number of viewers, or of the
    /// poll.
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
    /// Shares a page without a race, on the presenter's page. Ignored for a viewer, and for an address that a browser takes for that of
    /// another server.
    /// </summary>
    /// <param name="path">The address of the page, relative to the server.</param>
    public void ShowPage(string path)
    {
        if (!LocalUrl.IsLocal(path))
            return;
        _path = path;
        if (screen.Current?.Path != path)
            Show(new ScreenView(path, null, Playback.Live, RowLayout.ByWorker, null, time.GetTimestamp()));
    }

    /// <summary>Shares another time, layout or zoom of the race on the presenter's page. Ignored for a viewer.</summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="playback">The time that is shown.</param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="window">The part of the time axis that is shown; null for the whole axis.</param>
    public void ShowRace(string raceId, Playback playback, RowLayout rows, TimeWindow? window = null) =>
        Show(new ScreenView(_path, raceId, playback, rows, window, time.GetTimestamp()));

    /// <summary>Opens a poll about which mode will finish first. Ignored for a viewer.</summary>
    /// <exception cref="ArgumentException">There are fewer than two modes.</exception>
    public void OpenPoll(IReadOnlyList<string> modes)
    {
        if (IsPresenter)
            poll.Open(modes);
    }

    /// <summary>Closes the poll, because the race that answers it has started. Ignored for a viewer.</summary>
    public void ClosePoll(string raceId)
    {
        if (IsPresenter)
            poll.Close(raceId);
    }

    /// <inheritdoc cref="WinnerPoll.Reveal"/>
    public void RevealPoll()
    {
        if (IsPresenter)
            poll.Reveal();
    }

    /// <inheritdoc cref="WinnerPoll.Remove"/>
    public void RemovePoll()
    {
        if (IsPresenter)
            poll.Remove();
    }

    /// <summary>Votes for a mode in the open poll.</summary>
    public void VoteFor(string mode) => poll.Vote(_id, mode);

    /// <summary>
    /// Returns the address at which others on the network can open this dashboard; null if only this machine can reach it.
    /// </summary>
    /// <param name="page">The address of the dashboard in the browser of this page.</param>
    public string? JoinAddress(Uri page) => Classroom.JoinAddress.Of(
        page, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], Classroom.JoinAddress.OwnAddresses());

    /// <summary>Disconnects this page from the class. Its vote no longer counts in an open poll.</summary>
    public void Dispose() => poll.Withdraw(_id);

    private void Show(ScreenView view)
    {
        if (IsPresenter)
            screen.Show(view);
    }
}
