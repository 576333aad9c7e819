using FlagDashboard.Classroom;

namespace FlagDashboard.Tests.Classroom;

public sealed class WinnerPollTests
{
    private readonly WinnerPoll _poll = new();
    private readonly Guid[] _people = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];

    private PollState Open()
    {
        _poll.Open(["a", "b"]);
        return _poll.State!;
    }

    [Fact]
    public void Vote_AgainByOnePerson_ReplacesTheFirst()
    {
        Open();
        _poll.Vote(_people[0], "a");
        _poll.Vote(_people[1], "a");
        _poll.Vote(_people[0], "b");
        Assert.Equal([1, 1], _poll.State!.VotesPerMode);
        Assert.Equal(2, _poll.State.VoteCount);
        Assert.Equal("b", _poll.VoteOf(_people[0]));
        Assert.Null(_poll.VoteOf(_people[2]));
    }

    [Fact]
    public void Vote_PollNotOpenOrUnknownMode_IsIgnored()
    {
        _poll.Vote(_people[0], "a");
        Assert.Null(_poll.State);
        Open();
        _poll.Vote(_people[0], "c");
        Assert.Equal(0, _poll.State!.VoteCount);
        _poll.Vote(_people[0], "a");
        _poll.Close("race");
        _poll.Vote(_people[0], "b");
        _poll.Vote(_people[1], "b");
        Assert.Equal([1, 0], _poll.State!.VotesPerMode);
    }

    [Fact]
    public void Reveal_WhileThePollIsOpen_IsIgnored()
    {
        Open();
        _poll.Reveal();
        Assert.False(_poll.State!.IsRevealed);
        _poll.Close("race");
        _poll.Close("another race");
        Assert.Equal("race", _poll.State!.DecidingRaceId);
        _poll.Reveal();
        Assert.True(_poll.State!.IsRevealed);
    }

    [Fact]
    public void Open_SecondTime_DeletesVotes()
    {
        Open();
        _poll.Vote(_people[0], "a");
        Assert.Equal(0, Open().VoteCount);
        Assert.Null(_poll.VoteOf(_people[0]));
        _poll.Remove();
        Assert.Null(_poll.State);
    }

    [Fact]
    public void Withdraw_OpenPoll_RemovesVoteOnceButNeverFromClosedPoll()
    {
        Open();
        _poll.Vote(_people[0], "a");
        _poll.Vote(_people[1], "b");
        _poll.Withdraw(_people[0]);
        _poll.Withdraw(_people[0]);
        Assert.Equal(1, _poll.State!.VoteCount);
        Assert.Null(_poll.VoteOf(_people[0]));
        _poll.Close("race");
        _poll.Withdraw(_people[1]);
        Assert.Equal(1, _poll.State!.VoteCount);
    }

    [Fact]
    public void Open_OneMode_IsRefused() => Assert.Throws<ArgumentException>(() => _poll.Open(["a"]));

    [Fact]
    public void Changed_CallWithoutEffect_IsNotRaised()
    {
        var raised = 0;
        _poll.Changed += () => raised++;
        _poll.Close("race");
        Open();
        _poll.Vote(_people[0], "unknown");
        Assert.Equal(1, raised);
    }

    [Fact]
    public void Vote_ThreeHundredPeopleConcurrently_CountsEachVoteOnce()
    {
        Open();
        Parallel.For(0, 300, person => _poll.Vote(Guid.NewGuid(), person % 3 == 0 ? "a" : "b"));
        Assert.Equal([100, 200], _poll.State!.VotesPerMode);
    }
}
