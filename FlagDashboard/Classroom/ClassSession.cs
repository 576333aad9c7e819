using FlagDashboard.Security;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Classroom;

/// <summary>
/// The part of one page in a class: the presenter's page shows and asks, a viewer's follows and votes. One per circuit; not thread-safe,
/// but <see cref="Changed"/> is raised on any thread.
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

    /// <summary>Whether this page follows the presenter's; always false for the presenter.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>What the presenter's page shows, if this page follows it; otherwise null.</summary>
    public ScreenView? FollowedView => IsFollowing ? screen.Current : null;

    /// <summary>Whether there is a presenter's page to follow.</summary>
    public bool CanFollow => !IsPresenter && screen.Current is not null;

    /// <inheritdoc cref="ViewerCounter.Value"/>
    public int ConnectedViewerCount => viewers.Value;

    /// <inheritdoc cref="WinnerPoll.State"/>
    public PollState? Poll => poll.State;

    /// <summary>The mode that this page voted for; null if it did not vote.</summary>
    public string? OwnVote => poll.VoteOf(_id);

    /// <summary>
    /// Raised when the presenter shows something else, when this page follows or lets go, and when viewers or votes change. Raised on any
    /// thread.
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

    /// <summary>Starts or stops following the presenter. Ignored for the presenter.</summary>
    public void SetFollowing(bool follow)
    {
        if (IsFollowing == (follow && !IsPresenter))
            return;
        IsFollowing = !IsFollowing;
        _followChanged?.Invoke();
    }

    /// <summary>
    /// The presenter opens a page without a race. Ignored for a viewer, and for an address that a browser reads as one of another server.
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

    /// <summary>The presenter shows another time, layout or zoom of a race on the current page. Ignored for a viewer.</summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="playback">The time that is shown.</param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="window">The part of the time axis that is shown; null for the whole axis.</param>
    public void ShowRace(string raceId, Playback playback, RowLayout rows, TimeWindow? window = null) =>
        Show(new ScreenView(_path, raceId, playback, rows, window, time.GetTimestamp()));

    /// <summary>The presenter asks which mode will finish first. Ignored for a viewer.</summary>
    /// <exception cref="ArgumentException">There are fewer than two modes.</exception>
    public void OpenPoll(IReadOnlyList<string> modes)
    {
        if (IsPresenter)
            poll.Open(modes);
    }

    /// <summary>The presenter starts the race that answers the open poll. Ignored for a viewer.</summary>
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

    /// <summary>Votes for a mode.</summary>
    public void VoteFor(string mode) => poll.Vote(_id, mode);

    /// <summary>The address at which others on the network can open this dashboard; null if only this machine can reach it.</summary>
    /// <param name="page">The address of the dashboard in the browser of this page.</param>
    public string? JoinAddress(Uri page) => Classroom.JoinAddress.Of(
        page, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], Classroom.JoinAddress.OwnAddresses());

    /// <summary>Ends the part of this page, whose vote no longer counts in an open poll.</summary>
    public void Dispose() => poll.Withdraw(_id);

    private void Show(ScreenView view)
    {
        if (IsPresenter)
            screen.Show(view);
    }
}
