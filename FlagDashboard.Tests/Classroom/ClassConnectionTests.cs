using FlagDashboard.Classroom;
using FlagDashboard.Tests.Security;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Classroom;

public sealed class ClassConnectionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedScreen _screen = new();
    private readonly WinnerPoll _poll = new();
    private readonly ViewerCounter _viewers = new();
    private readonly ClassConnection _presenter;
    private readonly ClassConnection _viewer;

    public ClassConnectionTests() => (_presenter, _viewer) = (SessionOf(FakeUser.Presenter), SessionOf(FakeUser.Viewer));

    private ClassConnection SessionOf(FakeUser user) => new(user, _screen, _poll, _viewers, new BoundServer(), _time);

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    public void ShowPage_AddressOfAnotherServer_IsIgnored(string path)
    {
        _presenter.ShowPage(path);
        _viewer.SetFollowing(true);
        Assert.Null(_viewer.FollowedView);
    }

    [Fact]
    public void Followed_WhileFollowing_ReturnsPageAndTimeOfPresenter()
    {
        Assert.False(_viewer.CanFollow);
        _presenter.ShowPage("/race/a");
        _presenter.ShowRace("a", Playback.Live.Seek(250, 1000), RowLayout.ByFuture, new(100, 300));
        Assert.True(_viewer.CanFollow);
        Assert.Null(_viewer.FollowedView);
        _viewer.SetFollowing(true);
        Assert.Equal(("/race/a", "a", 250.0, RowLayout.ByFuture),
            (_viewer.FollowedView!.Path, _viewer.FollowedView.RaceId, _viewer.FollowedView.Playback.PositionMs, _viewer.FollowedView.Rows));
        Assert.Equal(new TimeWindow(100, 300), _viewer.FollowedView.Window);
        _viewer.SetFollowing(false);
        Assert.Null(_viewer.FollowedView);
    }

    [Fact]
    public void Followed_PresenterPlaysReplay_AdvancesWithTheClock()
    {
        _presenter.ShowPage("/race/a");
        _presenter.ShowRace("a", new Playback(PlaybackMode.Playing, 100, 2), RowLayout.ByWorker);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _viewer.SetFollowing(true);
        Assert.Equal(700, _viewer.FollowedView!.PlaybackNow(10_000, _time).PositionMs);
        Assert.Equal(PlaybackMode.Live, _viewer.FollowedView.PlaybackNow(600, _time).Mode);
    }

    [Fact]
    public void PresenterActions_CalledByViewer_ChangeNothing()
    {
        _presenter.ShowPage("/tour");
        _presenter.OpenPoll(["a", "b"]);
        var (screen, poll) = (_screen.Current, _poll.State);
        _viewer.ShowPage("/");
        _viewer.ShowRace("a", Playback.Live, RowLayout.ByWorker);
        _viewer.OpenPoll(["c", "d"]);
        _viewer.ClosePoll("a");
        _viewer.RevealPoll();
        _viewer.RemovePollForAll();
        Assert.Equal((screen, poll), (_screen.Current, _poll.State));
        _viewer.VoteFor("b");
        Assert.Equal("b", _viewer.OwnVote);
        Assert.Equal([0, 1], _presenter.Poll!.VotesPerMode);
    }

    [Fact]
    public void Follow_CalledByPresenter_DoesNothing()
    {
        _presenter.ShowPage("/tour");
        _presenter.SetFollowing(true);
        Assert.False(_presenter.IsFollowing);
        Assert.Null(_presenter.FollowedView);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task ConnectedViewerCount_PageConnectsTwice_CountsItOnce(bool isPresenter, int expected)
    {
        var counter = new ViewerCounter.CountingCircuitHandler(_viewers, new FakeUser(isPresenter));
        await counter.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        await counter.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal(expected, _presenter.ConnectedViewerCount);
        await counter.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        await counter.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal(0, _presenter.ConnectedViewerCount);
    }
}
