using CsCheck;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

/// <summary>Compares a future with a simple model of its four states, over random sequences of steps.</summary>
public class FutureModelTests
{
    private enum Step { Start, Return, Raise, Cancel, AddCallback }

    private sealed class Model
    {
        public FutureState State { get; private set; }

        public int Callbacks { get; private set; }

        public int Called { get; private set; }

        public bool Done => State is FutureState.Cancelled or FutureState.Finished;

        public bool Apply(Step step)
        {
            switch (step)
            {
                case Step.Start when State == FutureState.Pending:
                    State = FutureState.Running;
                    return true;
                case Step.Return or Step.Raise when State == FutureState.Running:
                    State = FutureState.Finished;
                    Called = Callbacks;
                    return true;
                case Step.Cancel when State is FutureState.Pending or FutureState.Cancelled:
                    State = FutureState.Cancelled;
                    Called = Callbacks;
                    return true;
                case Step.AddCallback:
                    Callbacks++;
                    Called += Done ? 1 : 0;
                    return true;
                default:
                    return false;
            }
        }
    }

    [Fact]
    public void Future_AnySteps_BehavesAsTheModel() =>
        Gen.Enum<Step>().Array[0, 12].Sample(
            steps =>
            {
                var (future, model, called) = (TestFuture.Pending(), new Model(), 0);
                foreach (var step in steps)
                {
                    var expected = model.Apply(step);
                    switch (step)
                    {
                        case Step.Start:
                            Assert.Equal(expected, future.TryStart(1));
                            break;
                        case Step.Return when expected:
                            future.Returned();
                            break;
                        case Step.Raise when expected:
                            future.Raised();
                            break;
                        case Step.Cancel:
                            Assert.Equal(expected, future.Cancel());
                            break;
                        case Step.AddCallback:
                            future.AddDoneCallback(_ => called++);
                            break;
                    }

                    Assert.Equal((model.State, model.Done, model.Called), (future.State, future.Done, called));
                }
            },
            iter: 2000);
}
